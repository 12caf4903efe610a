using System.Text;
using System.Text.Json.Nodes;

namespace CmsSite.Content.Items;

/// <summary>
/// Takes out of texts what no database keeps: half a character becomes U+FFFD, and the character zero, which PostgreSQL refuses, goes. Pasted text and damaged imports bring both.
/// </summary>
internal static class StorableText
{
    public static void Clean(ContentItem item)
    {
        item.DisplayText = Clean(item.DisplayText);
        Clean(item.Content);
    }

    /// <summary>The text itself when nothing is wrong with it.</summary>
    public static string? Clean(string? text)
    {
        if (text is null || !IsDamaged(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0)
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsDamaged(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\0') && !text.ContainsAnyInRange('\ud800', '\udfff'))
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done || rune.Value == 0)
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }

    private static void Clean(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var (name, value) in json.ToList())
                {
                    if (Damaged(value) is { } clean)
                    {
                        json[name] = clean;
                    }
                    else
                    {
                        Clean(value);
                    }
                }

                break;
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (Damaged(array[i]) is { } clean)
                    {
                        array[i] = clean;
                    }
                    else
                    {
                        Clean(array[i]);
                    }
                }

                break;
        }
    }

    private static string? Damaged(JsonNode? node) => node.AsText() is { } text && Clean(text) is var clean && !ReferenceEquals(clean, text) ? clean : null;
}
