namespace CmsSite.Content.Queries;

/// <summary>Builds search indexes again from the content. Implemented by the search, which does it beside the index that serves, in background.</summary>
public interface ISearchIndexRebuilds
{
    /// <param name="indexNames">Names of index profiles; null for all of them.</param>
    Task RequestAsync(IReadOnlyCollection<string>? indexNames, CancellationToken cancellationToken);
}
