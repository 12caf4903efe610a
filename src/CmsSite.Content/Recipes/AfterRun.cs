namespace CmsSite.Content.Recipes;

/// <summary>What a run leaves to do once it is committed, such as rebuilding a search index: no change of its own, and nothing to do when the run is planned or fails.</summary>
public sealed class AfterRun
{
    private readonly List<Func<CancellationToken, Task>> _actions = [];

    public void Add(Func<CancellationToken, Task> action) => _actions.Add(action);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var action in _actions)
        {
            await action(cancellationToken);
        }

        _actions.Clear();
    }
}
