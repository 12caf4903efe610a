using System.Collections.Concurrent;
using System.Security.Cryptography;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Preview;

/// <summary>Items as they stand on open screens, saved or not, for the frame beside the editor. Each belongs to one connection, is seen by its user only, and ends with the screen.</summary>
public sealed class LivePreviews
{
    private readonly ConcurrentDictionary<string, LivePreview> _open = new();

    public LivePreview Open(string userId)
    {
        var preview = new LivePreview(this, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), userId);
        _open[preview.Token] = preview;
        return preview;
    }

    /// <summary>The item as it is now; null when there is no such screen, or it is somebody else's.</summary>
    public ContentItem? Find(string token, string? userId) => _open.TryGetValue(token, out var preview) && preview.UserId == userId ? preview.Item?.Copy() : null;

    internal void Close(LivePreview preview) => _open.TryRemove(preview.Token, out _);
}

public sealed class LivePreview(LivePreviews previews, string token, string userId) : IDisposable
{
    private volatile ContentItem? _item;

    public string Token => token;
    public string UserId => userId;
    public string Address => $"Admin/Contents/LivePreview/{token}";

    /// <summary>Never written to: each change is another copy.</summary>
    public ContentItem? Item => _item;

    public void Show(ContentItem item) => _item = item.Copy();

    public void Dispose() => previews.Close(this);
}
