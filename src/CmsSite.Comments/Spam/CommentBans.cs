using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Comments.Spam;

/// <summary>Addresses and networks whose comments are taken for spam, until a day. Each is a document named by the code of the address, or the network.</summary>
public sealed class CommentBans(SiteSession session, TimeProvider clock)
{
    public static string OfNetwork(string network) => $"network {network}";

    public bool IsBanned(string name) => UntilUtc(name) is not null;

    /// <summary>Until when; null when it is not banned.</summary>
    public DateTime? UntilUtc(string name) => session.Document(SiteDocumentKinds.CommentBan, name)?["UntilUtc"].AsUtc() is { } until && until > clock.GetUtcNow().UtcDateTime ? until : null;

    public Task BanAsync(string name, TimeSpan time, CancellationToken cancellationToken = default) =>
        session.PutAsync(SiteDocumentKinds.CommentBan, name, new JsonObject { ["UntilUtc"] = clock.GetUtcNow().UtcDateTime.Add(time) }, cancellationToken);

    public Task LiftAsync(string name, CancellationToken cancellationToken = default) => session.DeleteAsync(SiteDocumentKinds.CommentBan, name, cancellationToken);
}
