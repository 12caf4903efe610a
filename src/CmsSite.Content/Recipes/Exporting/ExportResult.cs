namespace CmsSite.Content.Recipes.Exporting;

/// <summary>What an export came to.</summary>
/// <param name="Name">The recipe's name.</param>
/// <param name="Items">Content items; one with a draft besides its published version counts once.</param>
/// <param name="LeftOut">In words: what the site has, and the package has not.</param>
public sealed record ExportResult(string Name, IReadOnlyList<string> Steps, int Items, int Files, IReadOnlyList<string> LeftOut);

/// <summary>How far an export is: content items and files, together.</summary>
public readonly record struct ExportProgress(int Done, int Total);
