namespace CmsSite.Theming.Liquid;

/// <summary>A template that does not parse or cannot be rendered, with the place in its source, for whoever may edit templates.</summary>
public class TemplateException : Exception
{
    /// <param name="reason">What is wrong, without the place.</param>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 1.</param>
    /// <param name="excerpt">The source line.</param>
    public TemplateException(string template, string reason, int line, int column, string excerpt, Exception? inner = null)
        : base($"{template}, line {line}, column {column}: {reason}{Pointer(line, column, excerpt)}", inner)
    {
        Template = template;
        Reason = reason;
        Line = line;
        Column = column;
        Excerpt = excerpt;
    }

    public string Template { get; }
    public string Reason { get; }
    public int Line { get; }
    public int Column { get; }
    public string Excerpt { get; }

    /// <summary>The line of a source that holds an offset, cut to what can be read at a glance, and where in it the offset is.</summary>
    internal static (int Line, int Column, string Excerpt) Locate(string source, int offset)
    {
        offset = Math.Clamp(offset, 0, source.Length);
        var start = offset == 0 ? 0 : source.LastIndexOf('\n', offset - 1) + 1;
        var end = source.IndexOf('\n', offset);
        var text = source[start..(end < 0 ? source.Length : end)].TrimEnd('\r');
        return (source.AsSpan(0, start).Count('\n') + 1, offset - start + 1, text);
    }

    private static string Pointer(int line, int column, string excerpt)
    {
        if (string.IsNullOrWhiteSpace(excerpt))
        {
            return "";
        }

        const int before = 60;
        var cut = column > before + 20 ? column - before : 0;
        var text = excerpt.Substring(cut, Math.Min(120, excerpt.Length - cut)).Replace('\t', ' ');
        return $"\n{line,5} | {text}\n      | {new string(' ', Math.Clamp(column - 1 - cut, 0, text.Length))}^";
    }
}

/// <summary>A template that was stopped because it used too much: steps, time, output, depth.</summary>
public sealed class TemplateLimitException(string reason, RenderFrame? frame) : Exception(reason)
{
    /// <summary>The rendering that broke its bound; those inside it end with it.</summary>
    public RenderFrame? Frame { get; } = frame;
}
