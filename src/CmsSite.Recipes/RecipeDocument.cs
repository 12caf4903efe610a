using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>A recipe file as read: its tree, and where each node stands in the text.</summary>
/// <remarks>Numbers keep their spelling and properties their order, so that data nobody knows is stored as it came.</remarks>
public sealed class RecipeDocument
{
    private readonly RecipeText _text;
    private readonly RecipeMarks _marks;

    internal RecipeDocument(
        RecipeText text, RecipeMarks marks, JsonObject root, RecipeDescriptor descriptor, JsonObject variables, string variablesPath,
        IReadOnlyList<RecipeStep> steps, IReadOnlyList<RecipeProblem> problems)
    {
        _text = text;
        _marks = marks;
        Root = root;
        Descriptor = descriptor;
        Variables = variables;
        VariablesPath = variablesPath;
        Steps = steps;
        Problems = problems;
    }

    /// <summary>The name that problems give.</summary>
    public string File => _text.File;

    /// <summary>The recipe's name, or its file's where it has none.</summary>
    public string Name => Descriptor.Name ?? RecipeFiles.NameOf(File);

    public RecipeDescriptor Descriptor { get; }

    /// <summary>Characters of the file.</summary>
    internal int Length => _text.Length;

    /// <summary>Everything, scripts not evaluated. Not to be changed.</summary>
    public JsonObject Root { get; }

    public JsonObject Variables { get; }

    internal string VariablesPath { get; }

    public IReadOnlyList<RecipeStep> Steps { get; }

    /// <summary>SHA-256 of the recipe as compact JSON, or of its text where it is no JSON, lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root.Count > 0 ? Root.ToJsonString() : _text.Text)));

    /// <summary>What reading met. A document with errors is not run.</summary>
    public IReadOnlyList<RecipeProblem> Problems { get; }

    /// <summary>Where the value at <paramref name="path"/> begins; where the path leads nowhere, its nearest node above.</summary>
    public RecipePosition PositionOf(string path) => _text.PositionOf(_marks.OffsetOf(path));

    /// <summary>A problem at <paramref name="path"/>, its line and column looked up.</summary>
    public RecipeProblem Problem(RecipeSeverity severity, string path, string message, string? hint = null)
    {
        var (line, column) = PositionOf(path);
        return new RecipeProblem(severity, File, line, column, path, message, hint);
    }
}

/// <summary>One element of <c>steps</c>, scripts not evaluated.</summary>
/// <param name="Path">In the document, e.g. <c>steps[3]</c>.</param>
public sealed record RecipeStep(string Name, JsonObject Json, string Path);

/// <summary>A place in a text, both from 1; the column in UTF-16 units, as editors count them.</summary>
public readonly record struct RecipePosition(int Line, int Column);
