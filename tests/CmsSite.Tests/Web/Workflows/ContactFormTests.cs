using System.Net;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;

namespace CmsSite.Tests.Web.Workflows;

/// <summary>A contact form as recipes have it: validate, keep, tell, thank.</summary>
[Collection(WorkflowCollection.Name)]
public sealed class ContactFormTests(WorkflowSite app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task What_is_sent_becomes_a_content_item_and_a_mail_and_its_sender_is_thanked()
    {
        var answer = await WorkflowSite.SendAsync(_visitor, "/contact", ("Name", "Ann \"Quote\" Reader"), ("Email", "ann@reader.example"), ("Message", "Low <b>tide</b> at six."));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var thanks = answer.Headers.Location!.ToString();
        Assert.StartsWith("/thanks?notice=", thanks);
        Assert.Contains("Thank you, Ann &quot;Quote&quot; Reader.", await _visitor.GetStringAsync(thanks));
        Assert.DoesNotContain("Thank you, Ann", await _visitor.GetStringAsync("/thanks"));

        var item = Assert.Single(await app.ItemsAsync("Message"), item => item.DisplayText == "Ann \"Quote\" Reader");
        Assert.False(item.Published);
        Assert.Null(item.Owner);
        Assert.Equal("Low <b>tide</b> at six.", ContentItems.ToItem(item).Field("Message", "Text")!["Text"].AsText());

        var mail = Directory.GetFiles(app.MailFolder, "workflow-*.eml").Select(File.ReadAllText).Single(text => text.Contains("Ann", StringComparison.Ordinal));
        Assert.Contains("To: editors@example.org", mail);
        Assert.Contains("Reply-To: ann@reader.example", mail);
        Assert.Contains("From: site@example.org", mail);
        Assert.Contains("Low &lt;b&gt;tide&lt;/b&gt; at six.", mail);
    }

    [Fact]
    public async Task The_form_comes_back_with_what_was_typed_and_what_is_wrong()
    {
        var before = (await app.ItemsAsync("Message")).Count;
        var answer = await WorkflowSite.SendAsync(_visitor, "/contact", ("Name", " "), ("Email", "bo@reader.example"), ("Topic", "error"), ("Message", ""));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("<h1", page);
        Assert.Matches("""class="field-validation-error"[^>]*>Please say who you are\.</span>""", page);
        // Nothing on the page is for this field alone, so the form says it itself.
        Assert.Contains("<li>Please write something.</li>", page);
        var (_, again) = WorkflowSite.FormOf(page);
        Assert.Equal(("bo@reader.example", "error", ""), (again["Email"], again["Topic"], again["Message"]));
        Assert.Equal(before, (await app.ItemsAsync("Message")).Count);

        // Corrected, it is accepted.
        var (action, form) = WorkflowSite.FormOf(page);
        Assert.Equal(HttpStatusCode.SeeOther, (await WorkflowSite.PostAsync(_visitor, action, form, ("Name", "Bo"), ("Message", "Now it says something."))).StatusCode);
    }

    [Fact]
    public async Task The_form_needs_no_cookie_and_its_page_stays_in_memory_unfilled()
    {
        await _visitor.GetAsync("/contact");
        var answer = await WorkflowSite.SendAsync(_visitor, "/contact", ("Email", "secret@reader.example"));
        var kept = await _visitor.GetAsync("/contact");

        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(kept.Headers.Contains("Set-Cookie"));
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(kept));
        Assert.DoesNotContain("secret@reader.example", await kept.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_did_not_come_from_our_form_is_given_back_and_not_accepted()
    {
        var (action, form) = WorkflowSite.FormOf(await _visitor.GetStringAsync("/contact"));
        var without = await WorkflowSite.PostAsync(_visitor, action, form, ("Name", "Cy"), ("Message", "No token."), ("__RequestVerificationToken", null));
        var forged = await WorkflowSite.PostAsync(_visitor, action, form, ("__RequestVerificationToken", "20000.0123456789abcdef"));
        (action, form) = WorkflowSite.FormOf(await _visitor.GetStringAsync("/contact"));
        var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(form), Headers = { { "Origin", "https://elsewhere.example" } } };
        var elsewhere = await _visitor.SendAsync(request);

        Assert.All([without, forged, elsewhere], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        var page = await without.Content.ReadAsStringAsync();
        Assert.Contains("We could not tell that this came from our form.", page);
        Assert.Equal("No token.", WorkflowSite.FormOf(page).Fields["Message"]);
        Assert.DoesNotContain(await app.ItemsAsync("Message"), item => item.DisplayText == "Cy");
    }

    [Fact]
    public async Task A_wrong_address_is_none()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.PostAsync("/workflows/Invoke?token=0123456789abcdef0123456789abcdef01234567", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.PostAsync("/workflows/Invoke", new FormUrlEncodedContent([]))).StatusCode);
        var (action, _) = WorkflowSite.FormOf(await _visitor.GetStringAsync("/contact"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _visitor.GetAsync(action)).StatusCode);
    }

    [Fact]
    public async Task What_somebody_types_is_text_also_where_the_type_renders_Liquid()
    {
        await WorkflowSite.SendAsync(_visitor, "/contact", ("Name", "Di"), ("Message", "{{ Site.SiteName }} {% assign a = 1 %} \", \"Owner\": \"me"));

        var item = ContentItems.ToItem(Assert.Single(await app.ItemsAsync("Message"), item => item.DisplayText == "Di"));
        Assert.Equal("{ { Site.SiteName }} { % assign a = 1 %} \", \"Owner\": \"me", item.Field("Message", "Text")!["Text"].AsText());
        Assert.Null(item.Owner);
    }

    [Fact]
    public async Task Every_run_is_listed_without_what_was_typed()
    {
        await WorkflowSite.SendAsync(_visitor, "/contact", ("Name", ""), ("Email", "eve@reader.example"));
        var types = await app.InScopeAsync(services => Task.FromResult(Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<WorkflowTypes>(services).All));
        var run = (await app.RunsAsync(types.Single(type => type.Name == "Contact").Id))[0];

        Assert.Equal((WorkflowRunLine.Refused, "Please say who you are. Please write something.", "Back to the form"), (run.Outcome, run.Reason, run.Last));
    }
}
