using CmsSite.Theming.Display;

namespace CmsSite.Tests.Theming.Display;

public sealed class BodyTablesTests
{
    private const string Narrow = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>";
    private const string Wide = "<table class=\"wide\"><caption>A &amp; <b>B</b></caption><tr><th>1</th><th>2</th><th>3</th><th>4</th></tr></table>";

    [Theory]
    [InlineData(Narrow, $"<div class=\"table-scroll\">{Narrow}</div>")]
    [InlineData($"<p>x</p>{Wide}<p>y</p>", $"<p>x</p><div class=\"table-scroll wide\" tabindex=\"0\" role=\"region\" aria-label=\"A &amp; B\">{Wide}</div><p>y</p>")]
    [InlineData($"{Narrow}{Narrow}", $"<div class=\"table-scroll\">{Narrow}</div><div class=\"table-scroll\">{Narrow}</div>")]
    [InlineData($"<table><tr><td>{Narrow}</td></tr></table>", $"<div class=\"table-scroll\"><table><tr><td>{Narrow}</td></tr></table></div>")]
    public void A_table_is_put_where_it_can_scroll(string html, string wrapped) => Assert.Equal(wrapped, BodyTables.Wrap(html));

    [Theory]
    [InlineData("<table><tr><td>never closed")]
    [InlineData("</table><p>never opened</p>")]
    [InlineData("<p>no table</p>")]
    [InlineData("</table></table>")]
    public void What_is_no_whole_table_stays_as_it_is(string html) => Assert.Equal(html, BodyTables.Wrap(html));
}
