using CmsSite.Search.Synonyms;

namespace CmsSite.Search.Queries;

/// <summary>A question, what was made of it, and why its best hits stand where they stand.</summary>
/// <param name="Words">What is looked for.</param>
public sealed record ExplainedResults(IReadOnlyList<PreviewedWord> Words, SearchMatch Match, int Total, IReadOnlyList<ExplainedHit> Hits);

/// <param name="Title">As it is indexed.</param>
/// <param name="PublishedUtc">Decides among those that are as good.</param>
/// <param name="Reasons">Most important first.</param>
/// <param name="Raw">The whole calculation in Lucene's words.</param>
public sealed record ExplainedHit(string ContentItemId, string Title, DateTime PublishedUtc, IReadOnlyList<HitReason> Reasons, string Raw);

/// <param name="Points">What it adds; null for what puts a hit before others whatever they come to.</param>
public sealed record HitReason(string Words, float? Points);
