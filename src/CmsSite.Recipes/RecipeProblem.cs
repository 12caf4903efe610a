using System.Text;

namespace CmsSite.Recipes;

public enum RecipeSeverity
{
    Warning,
    Error,
}

/// <summary>Something in a recipe that a person should know about, and where it is.</summary>
/// <param name="File">The file as its reader knows it: relative to the package, or the name it was uploaded under.</param>
/// <param name="Line">From 1; 0 where the problem has no place in a text (a missing file, a bad archive).</param>
/// <param name="Column">From 1, in UTF-16 units as editors count them; 0 with <paramref name="Line"/> 0.</param>
/// <param name="Path">JSON path without the leading <c>$.</c>, e.g. <c>steps[3].data[8].Author</c>; empty for the file itself.</param>
/// <param name="Hint">What to do about it, as a sentence.</param>
public sealed record RecipeProblem(
    RecipeSeverity Severity, string File, int Line, int Column, string Path, string Message, string? Hint = null)
{
    /// <summary>One line: <c>blog.recipe.json:412:17 steps[3].data[8].Author: what is wrong. What to do.</c></summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (Line > 0)
        {
            text.Append(':').Append(Line).Append(':').Append(Column);
        }

        if (Path.Length > 0)
        {
            text.Append(' ').Append(Path);
        }

        text.Append(": ").Append(Sentence(Message));
        if (!string.IsNullOrEmpty(Hint))
        {
            text.Append(' ').Append(Sentence(Hint));
        }

        return text.ToString();
    }

    private static string Sentence(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' ? text : text + ".";
}
