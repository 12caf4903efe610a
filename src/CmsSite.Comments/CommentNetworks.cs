using System.Net;
using System.Net.Sockets;

namespace CmsSite.Comments;

/// <summary>What is kept of an IP address: the network, in which there are 256 of IPv4, or all that one IPv6 customer has.</summary>
public static class CommentNetworks
{
    private const int BytesOfIPv6 = 8;

    public static string? Of(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            bytes.AsSpan(BytesOfIPv6).Clear();
            return $"{new IPAddress(bytes)}/64";
        }

        bytes[^1] = 0;
        return $"{new IPAddress(bytes)}/24";
    }
}
