using System.Reflection;
using CmsSite.Content.Media;
using CmsSite.Search;
using CmsSite.Theming;
using CmsSite.Web.Hosting;
using CmsSite.Web.PageCache;

namespace CmsSite.Tests.Docs;

/// <summary>Every option is in docs/configuration.md, and every key that stands there is one.</summary>
public class ConfigurationDocsTests
{
    private static readonly string _text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));

    private static readonly (string Section, Type Type)[] _sections =
    [
        (CmsSiteOptions.Section, typeof(CmsSiteOptions)), (HttpOptions.Section, typeof(HttpOptions)), ("Media", typeof(MediaOptions)), ("Theming", typeof(ThemingOptions)),
        (PageCacheOptions.Section, typeof(PageCacheOptions)), (SearchOptions.Section, typeof(SearchOptions)), (CmsSite.Comments.CommentOptions.Section, typeof(CmsSite.Comments.CommentOptions)), (CmsSite.Web.Mail.MailOptions.Section, typeof(CmsSite.Web.Mail.MailOptions)),
    ];

    private static readonly string[] _keys = [.. _sections.SelectMany(section => KeysOf(section.Section, section.Type))];

    public static TheoryData<string> Keys => [.. _keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void An_option_is_documented(string key) => Assert.Contains($"`{key}`", _text);

    [Fact]
    public void What_is_documented_exists()
    {
        var written = System.Text.RegularExpressions.Regex.Matches(_text, "^\\| `((?:CmsSite|Comments|Mail|Media|PageCache|Search|Theming):[A-Za-z:]+)`", System.Text.RegularExpressions.RegexOptions.Multiline).Select(match => match.Groups[1].Value);
        Assert.Empty(written.Except(_keys));
    }

    private static IEnumerable<string> KeysOf(string section, Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract").SelectMany(property =>
            property.PropertyType.Namespace!.StartsWith("CmsSite", StringComparison.Ordinal)
                ? KeysOf($"{section}:{property.Name}", property.PropertyType)
                : [$"{section}:{property.Name}"]);
}
