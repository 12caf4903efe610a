namespace CmsSite.Content.Recipes.Undo;

/// <summary>Something that a run changed and somebody has changed since in another way: it stays as it is now, unless the state before the run is asked for.</summary>
/// <param name="Path">The value inside; empty for the whole thing.</param>
/// <param name="Reason">Why the two collide, as half a sentence.</param>
/// <param name="Before">What it was before the run, as text; null when it was not there.</param>
/// <param name="After">What the run made of it.</param>
/// <param name="Now">What it is now.</param>
/// <param name="IsTaken">The state before the run was asked for, and is taken.</param>
public sealed record UndoConflict(string Kind, string Subject, string? DisplayText, string Path, string Reason, string? Before, string? After, string? Now, bool IsTaken)
{
    /// <summary>What <see cref="UndoRequest.Take"/> calls it.</summary>
    public string Key => KeyOf(Kind, Subject, Path);

    public static string KeyOf(string kind, string subject, string path) => path.Length == 0 ? $"{kind}/{subject}" : $"{kind}/{subject}#{path}";
}
