namespace CmsSite.Recipes;

/// <summary>A file's characters, and lines and columns in them.</summary>
internal sealed class RecipeText(string file, string text)
{
    private int[]? _lineStarts;

    public string File => file;

    public string Text => text;

    public RecipePosition PositionOf(int offset)
    {
        _lineStarts ??= FindLines();
        var found = Array.BinarySearch(_lineStarts, offset);
        var line = found >= 0 ? found : ~found - 1;
        return new RecipePosition(line + 1, offset - _lineStarts[line] + 1);
    }

    public RecipeProblem Problem(RecipeSeverity severity, int offset, string path, string message, string? hint)
    {
        var (line, column) = PositionOf(offset);
        return new RecipeProblem(severity, file, line, column, path, message, hint);
    }

    private int[] FindLines()
    {
        var starts = new List<int> { 0 };
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && !(at + 1 < text.Length && text[at + 1] == '\n')))
            {
                starts.Add(at + 1);
            }
        }

        return [.. starts];
    }
}
