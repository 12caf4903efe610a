using System.Globalization;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Normalising;

/// <summary>
/// What was read in another spelling than the file has, said once for each kind with the number of places: five thousand articles of an old export are one
/// sentence, not five thousand.
/// </summary>
internal sealed class NormalisationNotes
{
    private readonly Dictionary<string, (string Path, string? Hint, int Count)> _notes = [];

    /// <param name="path">Relative to the step.</param>
    public void Add(string path, string message, string? hint = null) =>
        _notes[message] = _notes.TryGetValue(message, out var known) ? known with { Count = known.Count + 1 } : (path, hint, 1);

    public IEnumerable<(string Path, string Message)> All => _notes.Select(note => (note.Value.Path, Counted(note.Key, note.Value.Count)));

    public void ReportTo(RecipeStepContext step)
    {
        foreach (var (message, (path, hint, count)) in _notes)
        {
            step.Warn(path, Counted(message, count), hint);
        }
    }

    private static string Counted(string message, int count) =>
        count == 1 ? message : string.Create(CultureInfo.InvariantCulture, $"{message} ({count} times)");
}
