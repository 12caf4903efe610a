using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Theming.Shapes;

/// <summary>Makes the shapes that templates ask for by type.</summary>
public sealed class ShapeFactory(ShapeKinds kinds)
{
    private static readonly char[] _separators = [' ', ','];

    /// <param name="properties">In Pascal case. Id, TagName, Alternate(s), Wrapper(s), Classes and Attributes go to the shape itself, all else to its properties.</param>
    public Shape Create(string type, IReadOnlyDictionary<string, object?> properties)
    {
        var shape = new Shape(kinds.Spell(type));
        foreach (var (name, value) in properties)
        {
            Set(shape, name, value);
        }

        kinds.Find(type)?.Created(shape);
        return shape;
    }

    /// <summary>Words of a text, or the texts of a list.</summary>
    public static IEnumerable<string> Words(object? value) => value switch
    {
        null => [],
        string text => text.Split(_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        IEnumerable list => list.Cast<object?>().Select(element => Convert.ToString(element, CultureInfo.InvariantCulture)).OfType<string>().Where(word => word.Length > 0),
        _ => [Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""],
    };

    private static void Set(Shape shape, string name, object? value)
    {
        switch (name)
        {
            case "Id":
                shape.Id = Convert.ToString(value, CultureInfo.InvariantCulture);
                break;
            case "TagName":
                shape.TagName = Convert.ToString(value, CultureInfo.InvariantCulture);
                break;
            case "Alternate" or "Alternates":
                shape.Metadata.Alternates.AddRange(Words(value));
                break;
            case "Wrapper" or "Wrappers":
                shape.Metadata.Wrappers.AddRange(Words(value));
                break;
            case "Classes":
                shape.Classes.AddRange(Words(value));
                break;
            case "Attributes":
                AddAttributes(shape, value);
                break;
            default:
                shape.Properties[name] = value;
                break;
        }
    }

    private static void AddAttributes(Shape shape, object? value)
    {
        var attributes = value switch
        {
            JsonObject json => json,
            string text => Parse(text),
            _ => null,
        };
        foreach (var (name, attribute) in attributes ?? [])
        {
            shape.Attributes[name] = attribute?.ToString() ?? "";
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // attributes that nobody can read are no attributes
        }
    }
}
