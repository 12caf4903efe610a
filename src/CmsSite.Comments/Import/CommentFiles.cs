using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CmsSite.Content.Recipes.Conversion;
using CmsSite.Content.Recipes.Conversion.WordPress;
using CmsSite.Storage.Indexes;

namespace CmsSite.Comments.Import;

/// <summary>Reads exports of WordPress (WXR) and Disqus (XML), a post or a thread at a time, so that a file of any size does not fill the memory with itself.</summary>
public static class CommentFiles
{
    private static readonly XmlReaderSettings _safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, Async = false, CheckCharacters = false };
    private static readonly XNamespace _disqus = "http://disqus.com";
    private static readonly XNamespace _internals = "http://disqus.com/disqus-internals";

    /// <exception cref="CommentImportException">It is neither.</exception>
    public static IEnumerable<ImportedComment> Read(Stream file)
    {
        using var reader = XmlReader.Create(file, _safe);
        try
        {
            reader.MoveToContent();
        }
        catch (XmlException exception)
        {
            throw new CommentImportException($"The file is no XML: {exception.Message}");
        }

        var comments = reader.LocalName switch
        {
            "rss" => ReadWordPress(reader),
            "disqus" => ReadDisqus(reader),
            _ => throw new CommentImportException($"The file begins with <{reader.Name}>. Expected is an export of WordPress (<rss>) or of Disqus (<disqus>)."),
        };
        foreach (var comment in comments)
        {
            yield return comment;
        }
    }

    private static IEnumerable<ImportedComment> ReadWordPress(XmlReader reader)
    {
        foreach (var item in Elements(reader, "item"))
        {
            var url = Text(item, "link");
            foreach (var comment in WordPressComments.Of(item))
            {
                yield return new ImportedComment(comment.Id, comment.ParentId, url, comment.Name, comment.Email, comment.Website, comment.Body, comment.CreatedUtc, comment.State, comment.Ip);
            }
        }
    }

    // Threads come before the posts in them.
    private static IEnumerable<ImportedComment> ReadDisqus(XmlReader reader)
    {
        var threads = new Dictionary<string, string>();
        foreach (var element in Elements(reader, "thread", "post"))
        {
            var id = element.Attribute(_internals + "id")?.Value ?? "";
            if (element.Name.LocalName == "thread")
            {
                threads[id] = Text(element, "link");
                continue;
            }

            var author = element.Element(_disqus + "author");
            yield return new ImportedComment(
                "dq-" + id, element.Element(_disqus + "parent")?.Attribute(_internals + "id")?.Value is { Length: > 0 } parent ? "dq-" + parent : null,
                threads.GetValueOrDefault(element.Element(_disqus + "thread")?.Attribute(_internals + "id")?.Value ?? "") ?? "",
                author is null ? "" : Text(author, "name"), author is null ? null : Some(Text(author, "email")), null, CommentMarkdown.FromHtml(Text(element, "message")), Utc(Text(element, "createdAt")),
                Text(element, "isDeleted") == "true" ? CommentState.Trash : Text(element, "isSpam") == "true" ? CommentState.Spam : CommentState.Published, Some(Text(element, "ipAddress")));
        }
    }

    private static IEnumerable<XElement> Elements(XmlReader reader, params string[] names)
    {
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && names.Contains(reader.LocalName) && reader.Depth <= 2)
            {
                if (XNode.ReadFrom(reader) is XElement element)
                {
                    yield return element;
                }
            }
            else
            {
                reader.Read();
            }
        }
    }

    private static string Text(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim() ?? "";

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static DateTime Utc(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) ? utc : DateTime.UnixEpoch;
}
