namespace CmsSite.Recipes;

/// <summary>A file's characters, and lines and columns in them.</summary>
internal sealed class RecipeText(string file, string text)
{
    private int[]? _lineStarts;

    public string File => file;

    /// <summary>Characters, also once they were let go of.</summary>
    public int Length { get; } = text.Length;

    /// <summary>Empty once it was let go of.</summary>
    public string Text { get; private set; } = text;

    public RecipePosition PositionOf(int offset)
    {
        _lineStarts ??= FindLines();
        var found = Array.BinarySearch(_lineStarts, offset);
        var line = found >= 0 ? found : ~found - 1;
        return new RecipePosition(line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>Forgets the characters, which are as much again as what was read of them; lines and columns are told all the same.</summary>
    public void LetGo()
    {
        _lineStarts ??= FindLines();
        Text = "";
    }

    public RecipeProblem Problem(RecipeSeverity severity, int offset, string path, string message, string? hint)
    {
        var (line, column) = PositionOf(offset);
        return new RecipeProblem(severity, file, line, column, path, message, hint);
    }

    private int[] FindLines()
    {
        var starts = new List<int> { 0 };
        for (var at = 0; at < Text.Length; at++)
        {
            if (Text[at] == '\n' || (Text[at] == '\r' && !(at + 1 < Text.Length && Text[at + 1] == '\n')))
            {
                starts.Add(at + 1);
            }
        }

        return [.. starts];
    }
}
