using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web.Workflows;

/// <summary>A form with which people sign up, as Orchard's Coming Soon recipe has it: a question for people, an account, a link by mail.</summary>
[Collection(WorkflowCollection.Name)]
public sealed class RegistrationFormTests(WorkflowSite app)
{
    private const string Open = """{ "HttpMethod": "POST", "ValidateAntiforgeryToken": false }""";
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task Who_signs_up_gets_an_account_and_a_link_that_proves_the_address()
    {
        var address = await app.WorkflowAsync("sign-up", Open,
            ("ScriptTask", """{ "AvailableOutcomes": [ "Done" ], "Script": { "Expression": "setProperty('Email', requestForm('ValidationSummaryPart.Email')); setOutcome('Done');" } }"""),
            ("RegisterUserTask", """
                { "SendConfirmationEmail": true, "ConfirmationEmailSubject": { "Expression": "Welcome to {{ Site.SiteName }}" },
                  "ConfirmationEmailTemplate": { "Expression": "Please <a href=\"{{ Workflow.Properties.EmailConfirmationUrl | raw }}\">click here</a>." } }
                """),
            ("HttpResponseTask", """{ "HttpStatusCode": 200, "ContentType": "text/plain", "Content": { "Expression": "[{{ Workflow.Properties.EmailConfirmationUrl }}]" } }"""));
        var email = $"ann-{Guid.NewGuid():n}@reader.example";

        var answer = await SendAsync(address, ("ValidationSummaryPart.Email", email));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("[]", await answer.Content.ReadAsStringAsync());
        var user = (await UserAsync(email))!;
        Assert.Equal((email.Replace('@', '+'), true, false, null), (user.UserName, user.IsEnabled, user.EmailConfirmed, user.PasswordHash));
        var mail = await MimeKit.MimeMessage.LoadAsync(Directory.GetFiles(app.MailFolder, "workflow-*.eml").Single(file => File.ReadAllText(file).Contains(email, StringComparison.Ordinal)));
        Assert.Equal("Welcome to Test site", mail.Subject);
        var link = WebUtility.HtmlDecode(Regex.Match(mail.HtmlBody!, "href=\"([^\"]+)\"").Groups[1].Value);
        using var browser = app.CreateVisitor();
        Assert.Contains("Choose a password", await browser.GetStringAsync(new Uri(link).PathAndQuery));

        // Once more: no second account, and the answer is the same.
        Assert.Equal("[]", await (await SendAsync(address, ("ValidationSummaryPart.Email", email))).Content.ReadAsStringAsync());
        Assert.Equal(1, await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Users.CountAsync(other => other.Email == email)));
    }

    [Fact]
    public async Task Who_has_an_account_already_gets_a_mail_and_whoever_asks_learns_nothing_of_it()
    {
        var address = await app.WorkflowAsync("sign-up-again", Open,
            ("RegisterUserTask", """{ "ConfirmationEmailSubject": { "Expression": "Again" }, "ConfirmationEmailTemplate": { "Expression": "{{ Workflow.Properties.EmailConfirmationUrl }}" } }"""),
            ("HttpResponseTask", """{ "Content": { "Expression": "thanks" } }"""));
        var known = await (await SendAsync(address, ("Email", "ada@example.org"))).Content.ReadAsStringAsync();
        var unknown = await (await SendAsync(address, ("Email", $"new-{Guid.NewGuid():n}@reader.example"))).Content.ReadAsStringAsync();

        Assert.Equal(unknown, known);
        var mail = await MimeKit.MimeMessage.LoadAsync(Directory.GetFiles(app.MailFolder, "workflow-*.eml").Single(file => File.ReadAllText(file).Contains("To: ada@example.org", StringComparison.Ordinal)));
        Assert.EndsWith("/Login", mail.HtmlBody!.Trim());
    }

    [Fact]
    public async Task A_wrong_address_is_said_and_no_account_is_made()
    {
        var address = await app.WorkflowAsync("sign-up-wrong", Open, ("RegisterUserTask", """{ "RequireModeration": true, "SendConfirmationEmail": false }"""));
        foreach (var email in (string[])["", "nonsense", "a@b.example\nBcc: c@d.example"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(address, ("Email", email))).StatusCode);
        }

        var moderated = $"mod-{Guid.NewGuid():n}@reader.example";
        await SendAsync(address, ("Email", moderated), ("UserName", "moderated"));
        Assert.Equal(("moderated", false), ((await UserAsync(moderated))!.UserName, (await UserAsync(moderated))!.IsEnabled));
    }

    [Fact]
    public async Task A_question_tells_people_from_programs_and_its_page_is_the_same_for_all()
    {
        var address = await app.WorkflowAsync("human", """{ "HttpMethod": "POST", "ValidateAntiforgeryToken": true }""",
            ("ValidateReCaptchaTask", "{}"), ("HttpRedirectToFormLocationTask", "{}"));
        var path = $"human-{Guid.NewGuid():n}";
        var page = new ContentItem { ContentItemId = RecipeIds.New(), ContentType = "Page", DisplayText = path };
        page.EnsurePart("TitlePart")["Title"] = path;
        page.EnsurePart("AutoroutePart")["Path"] = path;
        page.Content["FlowPart"] = System.Text.Json.Nodes.JsonNode.Parse($$"""
            { "Widgets": [ { "ContentItemId": "{{RecipeIds.New()}}", "ContentType": "Form", "FormPart": { "Action": "{{address}}", "Method": "POST" },
              "FlowPart": { "Widgets": [ { "ContentItemId": "{{RecipeIds.New()}}", "ContentType": "ReCaptcha", "ReCaptchaPart": {} } ] } } ] }
            """);
        await app.CreateAsync(page);

        var html = await _visitor.GetStringAsync("/" + path);
        var question = Regex.Match(html, @"How much is (\d+) plus (\d+)\?");
        Assert.True(question.Success, html);
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await _visitor.GetAsync("/" + path)));
        var sum = new[] { 1, 2 }.Sum(number => int.Parse(question.Groups[number].Value, System.Globalization.CultureInfo.InvariantCulture));

        var wrong = await WorkflowSite.SendAsync(_visitor, "/" + path, (HumanQuestions.Field, "0"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("Please answer the question", await wrong.Content.ReadAsStringAsync());
        var none = await WorkflowSite.SendAsync(_visitor, "/" + path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        var right = await WorkflowSite.SendAsync(_visitor, "/" + path, (HumanQuestions.Field, $" {sum} "));
        Assert.Equal((HttpStatusCode.SeeOther, "/" + path), (right.StatusCode, right.Headers.Location!.ToString()));
    }

    private Task<HttpResponseMessage> SendAsync(string address, params (string Name, string Value)[] fields) =>
        _visitor.PostAsync(address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private Task<CmsUser?> UserAsync(string email) => app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Users.AsNoTracking().FirstOrDefaultAsync(user => user.Email == email));
}
