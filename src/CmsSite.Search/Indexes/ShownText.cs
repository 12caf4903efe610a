using System.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CmsSite.Search.Indexes;

/// <summary>
/// What a hit shows, as the index keeps it: in one value beside the document instead of in its stored fields, which Lucene compresses together with those of others, so that ten hits would
/// unpack the texts of fifty.
/// </summary>
/// <param name="Summary">Plain text, as <paramref name="Body"/>.</param>
internal sealed record ShownText(string ContentItemId, string ContentType, string Title, string Summary, string Body)
{
    public static ShownText Empty { get; } = new("", "", "", "", "");

    public static BinaryDocValuesField Write(SearchItem found) => new(FieldNames.Shown, new BytesRef(Encoding.UTF8.GetBytes(string.Join(
        Facets.Separator, found.Item.ContentItemId, found.Item.ContentType, SearchDocuments.Cut(found.Title), string.Join(' ', Once(found.Summary)), string.Join(' ', found.Body.Concat(found.Images))))));

    /// <param name="document">Its number in the whole index.</param>
    public static ShownText Of(IndexReader reader, int document)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(document, reader.Leaves)];
        if (leaf.AtomicReader.GetBinaryDocValues(FieldNames.Shown) is not { } values)
        {
            return Empty;
        }

        var written = new BytesRef();
        values.Get(document - leaf.DocBase, written);
        var rest = written.Bytes.AsSpan(written.Offset, written.Length);
        return new ShownText(Next(ref rest), Next(ref rest), Next(ref rest), Next(ref rest), Next(ref rest));
    }

    // A description for machines is often the summary once more.
    private static IEnumerable<string> Once(List<string> texts) => texts.Where((text, i) =>
        !texts.Where((other, j) => j != i && (other.Length > text.Length || j < i) && other.Contains(text, StringComparison.Ordinal)).Any());

    // No text holds the separator, says SafeText.
    private static string Next(ref Span<byte> rest)
    {
        var end = rest.IndexOf((byte)Facets.Separator);
        var member = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        rest = end < 0 ? [] : rest[(end + 1)..];
        return member;
    }
}
