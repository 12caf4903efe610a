using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Shapes;

/// <summary>Writing HTML from code.</summary>
public static class Markup
{
    public static string Encode(string? text) => string.IsNullOrEmpty(text) ? "" : LiquidEngine.Html.Encode(text);

    /// <summary>An opening tag; attributes that are null are left out.</summary>
    public static void Open(this TextWriter output, string tag, params (string Name, string? Value)[] attributes)
    {
        output.Write('<');
        output.Write(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                output.Write($" {name}=\"{Encode(value)}\"");
            }
        }

        output.Write('>');
    }

    /// <summary>An opening tag with the shape's own id, classes and attributes.</summary>
    public static void Open(this TextWriter output, Shape shape, string tag, params string[] classes) => output.Open(
        tag,
        [
            ("id", string.IsNullOrEmpty(shape.Id) ? null : shape.Id),
            ("class", string.Join(' ', classes.Concat(shape.Classes).Distinct()) is { Length: > 0 } all ? all : null),
            .. shape.Attributes.Where(attribute => IsName(attribute.Key)).Select(attribute => (attribute.Key, (string?)attribute.Value)),
        ]);

    public static void Close(this TextWriter output, string tag) => output.Write($"</{tag}>");

    public static void Text(this TextWriter output, string? text) => output.Write(Encode(text));

    /// <summary>The name if it can be a tag's, else the other one: views give names as arguments.</summary>
    public static string TagOr(string? name, string otherwise) => name is { Length: > 0 } && name.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetter(name[0]) ? name : otherwise;

    private static bool IsName(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.');
}
