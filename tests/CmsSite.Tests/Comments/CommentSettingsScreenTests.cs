using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

[Collection(CommentCollection.Name)]
public sealed class CommentSettingsScreenTests(CommentSite app)
{
    private const string Silent = "the address of the site is not set";

    [Fact]
    public async Task Settings_lead_to_what_each_type_says_and_tell_that_no_mail_goes_out_without_the_sites_address()
    {
        using var admin = await app.SignInAsync("Administrator");

        await SetAddressAsync("");
        var settings = await admin.GetStringAsync("/Admin/Comments/Settings");
        Assert.Contains("<a href=\"Admin/ContentTypes/Article/ContentParts/CommentsPart/Edit\">Article</a>: as the site says", settings);
        Assert.Contains(Silent, settings);
        Assert.Contains(Silent, await admin.GetStringAsync("/Admin/Comments"));

        await SetAddressAsync("https://slackwater.example");
        Assert.DoesNotContain(Silent, await admin.GetStringAsync("/Admin/Comments/Settings"));
    }

    private Task SetAddressAsync(string address) => app.InScopeAsync(async services =>
    {
        await services.GetRequiredService<SiteSettings>().PutAsync("BaseUrl", address);
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });
}
