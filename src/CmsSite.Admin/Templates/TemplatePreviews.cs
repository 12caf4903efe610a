using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CmsSite.Admin.Templates;

/// <param name="Path">Of the page that is looked at, with its slash in front.</param>
public sealed record TriedTemplate(string Name, string Content, string Path);

/// <summary>Templates as they stand on open screens, saved or not, for the frame below the editor. Each belongs to one connection, is seen by its user only, and ends with the screen.</summary>
public sealed class TemplatePreviews
{
    private readonly ConcurrentDictionary<string, OpenTemplate> _open = new();

    public OpenTemplate Open(string userId)
    {
        var open = new OpenTemplate(this, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), userId);
        _open[open.Token] = open;
        return open;
    }

    /// <summary>The template as it is now; null when there is no such screen, or it is somebody else's.</summary>
    public TriedTemplate? Find(string token, string? userId) => _open.TryGetValue(token, out var open) && open.UserId == userId ? open.Template : null;

    internal void Close(OpenTemplate open) => _open.TryRemove(open.Token, out _);
}

public sealed class OpenTemplate(TemplatePreviews previews, string token, string userId) : IDisposable
{
    private volatile TriedTemplate? _template;

    public string Token => token;
    public string UserId => userId;
    public string Address => $"{TemplateAddresses.List}/Preview/{token}";
    public TriedTemplate? Template => _template;

    public void Show(TriedTemplate template) => _template = template;

    public void Dispose() => previews.Close(this);
}
