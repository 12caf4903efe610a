using System.Globalization;
using System.Text.Json;
using Lucene.Net.Index;

namespace CmsSite.Search.Indexes;

/// <summary>
/// A complete index whose files are closed, as its last commit tells. Beside each commit lies a note of it, so that a site which nobody searches need not even load Lucene to know how far its
/// index has come.
/// </summary>
/// <param name="Position">The number of the last change that is in it.</param>
internal sealed record StoredIndex(string Folder, long Position, int Documents)
{
    private const string NoteName = "commit.json";
    private const string PositionKey = "position";
    private const string FingerprintKey = "fingerprint";
    private const string CompleteKey = "complete";

    /// <summary>What was completed there for this fingerprint; null when there is nothing of the kind.</summary>
    /// <exception cref="IOException">Files of it are missing or damaged.</exception>
    public static StoredIndex? Find(string folder, string fingerprint)
    {
        if ((ReadNote(folder) ?? Commit.Read(folder)) is not { } commit)
        {
            return null;
        }

        if (commit.Files.FirstOrDefault(file => !File.Exists(Path.Combine(folder, file))) is { } missing)
        {
            throw new FileNotFoundException($"'{missing}' is missing in '{folder}'.");
        }

        return commit.Data.GetValueOrDefault(FingerprintKey) == fingerprint && commit.Data.ContainsKey(CompleteKey)
            && long.TryParse(commit.Data.GetValueOrDefault(PositionKey), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new StoredIndex(folder, position, commit.Documents)
            : null;
    }

    /// <summary>What a commit says of itself.</summary>
    public static Dictionary<string, string> Data(long position, string fingerprint, bool isComplete)
    {
        var data = new Dictionary<string, string> { [PositionKey] = position.ToString(CultureInfo.InvariantCulture), [FingerprintKey] = fingerprint };
        if (isComplete)
        {
            data[CompleteKey] = "yes";
        }

        return data;
    }

    /// <summary>Writes down what was committed just now.</summary>
    public static void WriteNote(string folder, Lucene.Net.Store.Directory files) =>
        File.WriteAllText(Path.Combine(folder, NoteName), JsonSerializer.Serialize(Commit.Read(files)));

    // A note counts only for the commit it is of: a crash may have come between the two.
    private static Commit? ReadNote(string folder)
    {
        var note = Path.Combine(folder, NoteName);
        if (!File.Exists(note))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Commit>(File.ReadAllText(note)) is { Files: not null, Data: not null } commit
                && Directory.GetFiles(folder, "segments_*") is [var segments] && Path.GetFileName(segments) == commit.Segments ? commit : null;
        }
        catch (JsonException)
        {
            return null; // half written
        }
    }

    /// <param name="Segments">Lucene's name for it.</param>
    private sealed record Commit(string Segments, IReadOnlyList<string> Files, Dictionary<string, string> Data, int Documents)
    {
        public static Commit? Read(string folder)
        {
            using var files = Lucene.Net.Store.FSDirectory.Open(folder);
            return DirectoryReader.IndexExists(files) ? Read(files) : null;
        }

        public static Commit Read(Lucene.Net.Store.Directory files)
        {
            var segments = new SegmentInfos();
            segments.Read(files);
            return new Commit(
                segments.GetSegmentsFileName(), [.. segments.GetFiles(files, true)], new Dictionary<string, string>(segments.UserData),
                segments.Segments.Sum(segment => segment.Info.DocCount - segment.DelCount));
        }
    }
}
