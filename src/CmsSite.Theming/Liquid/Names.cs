using System.Text;

namespace CmsSite.Theming.Liquid;

/// <summary>How the same name is written in tags, in shapes and in HTML.</summary>
public static class Names
{
    /// <summary><c>previous_text</c> → <c>PreviousText</c>; what is in Pascal case stays.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (c is '_' or '-')
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        return result.ToString();
    }

    /// <summary><c>data_id</c> → <c>data-id</c>: attributes are written with underscores in tags.</summary>
    public static string Attribute(string name) => name.Replace('_', '-');
}
