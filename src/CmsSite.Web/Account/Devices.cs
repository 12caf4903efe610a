using System.Net;

namespace CmsSite.Web.Account;

/// <summary>What a session is told apart by: enough for its owner to recognise it, too little to follow anybody around.</summary>
internal static class Devices
{
    // The first that fits: browsers claim to be each other, and systems too.
    private static readonly (string Mark, string Name)[] _browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Mark, string Name)[] _systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary><c>Firefox on Linux</c>.</summary>
    public static string Name(string? userAgent)
    {
        var browser = _browsers.FirstOrDefault(known => userAgent?.Contains(known.Mark, StringComparison.Ordinal) == true).Name;
        var system = _systems.FirstOrDefault(known => userAgent?.Contains(known.Mark, StringComparison.Ordinal) == true).Name;
        return (browser, system) switch
        {
            (null, null) => "Unknown device",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    /// <summary>An address without its last part: <c>192.0.2.0</c>, <c>2001:db8:1::</c>.</summary>
    public static string? Network(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        Array.Clear(bytes, bytes.Length == 4 ? 3 : 6, bytes.Length == 4 ? 1 : 10);
        return new IPAddress(bytes).ToString();
    }
}
