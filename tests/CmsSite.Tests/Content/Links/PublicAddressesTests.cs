using System.Net;
using CmsSite.Content.Links;

namespace CmsSite.Tests.Content.Links;

public class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("::1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("::")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("2001:db8::1")]
    public void What_is_not_of_the_public_internet_is_never_asked(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:80e::200e")]
    public void The_public_internet_is(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://example.org/", true)]
    [InlineData("https://example.org/", true)]
    [InlineData("http://example.org:443/", true)]
    [InlineData("http://example.org:8080/", false)]
    [InlineData("https://example.org:22/", false)]
    [InlineData("ftp://example.org:80/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("gopher://example.org:80/", false)]
    [InlineData("http://ada:secret@example.org/", false)]
    public void Only_http_and_https_at_their_own_ports_are_asked(string address, bool isAsked) => Assert.Equal(isAsked, new PublicAddresses().MayAsk(new Uri(address)));

    [Fact]
    public async Task One_closed_address_among_those_of_a_name_closes_the_name()
    {
        var names = new PublicAddresses((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Parse("192.168.0.1")]), isThisMachineOpen: false);
        await Assert.ThrowsAsync<NotPublicException>(() => names.FindAsync("two.example", default));
    }
}
