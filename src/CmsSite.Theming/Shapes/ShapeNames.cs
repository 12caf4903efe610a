using System.Text;

namespace CmsSite.Theming.Shapes;

/// <summary>How names become parts of alternates and of CSS classes, as in Orchard.</summary>
public static class ShapeNames
{
    /// <summary>A name inside an alternate: <c>-</c> and <c>/</c> become <c>__</c>, <c>.</c> becomes <c>_</c>.</summary>
    public static string Encode(string name) =>
        name.Replace("-", "__", StringComparison.Ordinal).Replace("/", "__", StringComparison.Ordinal).Replace('.', '_');

    /// <summary>A name as a CSS class: <c>BlogPost</c> → <c>blog-post</c>, <c>Main Menu</c> → <c>main-menu</c>.</summary>
    public static string Classify(string name)
    {
        var css = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c))
            {
                if (css.Length > 0 && css[^1] != '-')
                {
                    css.Append('-');
                }

                continue;
            }

            var startsWord = char.IsUpper(c) && i > 0 && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && char.IsUpper(name[i - 1])));
            if (startsWord && css.Length > 0 && css[^1] != '-')
            {
                css.Append('-');
            }

            css.Append(char.ToLowerInvariant(c));
        }

        return css.ToString().TrimEnd('-');
    }

    /// <summary>Words joined, each with a capital: <c>Main menu</c> → <c>MainMenu</c>. What is neither letter nor digit parts words.</summary>
    public static string Pascal(string? text)
    {
        var name = new StringBuilder(text?.Length ?? 0);
        var capital = true;
        foreach (var c in text ?? "")
        {
            if (!char.IsLetterOrDigit(c))
            {
                capital = true;
                continue;
            }

            name.Append(capital ? char.ToUpperInvariant(c) : c);
            capital = false;
        }

        return name.ToString();
    }
}
