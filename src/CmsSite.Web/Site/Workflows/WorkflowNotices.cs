using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CmsSite.Content.Workflows;

namespace CmsSite.Web.Site.Workflows;

/// <summary>
/// What a workflow says to whoever sent a form, on its way to the page that comes next: in the address, signed and for a few minutes. Orchard puts it into a cookie; visitors of this site have
/// none.
/// </summary>
internal static class WorkflowNotices
{
    public const string Name = "notice";
    private const int Longest = 1500;
    private const string Purpose = "notice";
    private static readonly TimeSpan _holds = TimeSpan.FromMinutes(10);

    /// <summary>The address with the messages; as many as fit into one.</summary>
    public static string AddTo(string location, IReadOnlyList<WorkflowNotice> notices, WorkflowKeys keys, TimeProvider clock)
    {
        var until = clock.GetUtcNow().Add(_holds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = location.IndexOf('#', StringComparison.Ordinal);
        var (address, fragment) = hash < 0 ? (location, "") : (location[..hash], location[hash..]);
        foreach (var notice in notices)
        {
            var text = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(notice.Html));
            if (address.Length + text.Length <= Longest)
            {
                address += $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Name}={until}.{notice.Kind}.{text}.{keys.Code(Purpose, until, notice.Kind, text)}";
            }
        }

        return address + fragment;
    }

    /// <summary>The messages in the address of a request; none that this site did not write, or that are of yesterday.</summary>
    public static IReadOnlyList<(string Kind, string Html)> Read(HttpContext http, IServiceProvider services)
    {
        if (!http.Request.Query.TryGetValue(Name, out var values))
        {
            return [];
        }

        var (keys, now) = (services.GetRequiredService<WorkflowKeys>(), services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds());
        var notices = new List<(string, string)>();
        foreach (var value in values.OfType<string>())
        {
            if (value.Length <= Longest && value.Split('.') is [var until, var kind, var text, var code] && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last >= now
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(keys.Code(Purpose, until, kind, text)), Encoding.UTF8.GetBytes(code)))
            {
                notices.Add((kind, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text))));
            }
        }

        return notices;
    }
}
