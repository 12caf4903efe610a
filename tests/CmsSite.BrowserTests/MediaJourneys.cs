using System.Text.RegularExpressions;
using CmsSite.Tests;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Pictures on their way from somebody's desk to a page, with the site that ships.</summary>
[Collection(Dashboard.Collection)]
public sealed class MediaJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    private static readonly Regex _saved = new("^Saved [0-9]");

    private static string Picture(string name) => Path.Combine(Repository.Root, "recipes", "cmssite", "media", "articles", name);

    [SkippableFact]
    public async Task Several_files_are_dropped_at_once_and_the_disguised_one_is_named()
    {
        await using var editor = await SignInAsync("/Admin/Media");
        var page = editor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "New folder" }).ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("dropped");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Media?folder=dropped");
        await page.GetByText("No files here yet.").WaitForAsync();

        await DropAsync(page, ("One.jpg", "image/jpeg", await File.ReadAllBytesAsync(Picture("soup-for-forty.jpg"))), ("page.jpg", "image/jpeg", "<!DOCTYPE html><p>hello"u8.ToArray()),
            ("two.jpg", "image/jpeg", await File.ReadAllBytesAsync(Picture("swift-map.jpg"))));
        await page.GetByText("'page.jpg' is not what its name says: it is an HTML page.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^one.jpg") }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^two.jpg") }).WaitForAsync();

        await DropAsync(page, ("one.jpg", "image/jpeg", await File.ReadAllBytesAsync(Picture("swift-map.jpg"))));
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep both" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^one-2.jpg") }).WaitForAsync();
        Assert.All(editor.Complaints, complaint => Assert.Contains("422", complaint)); // the refusal
    }

    [SkippableFact]
    public async Task Many_files_are_described_moved_and_deleted_by_keyboard()
    {
        await using var editor = await SignInAsync("/Admin/Media");
        var page = editor.Page;
        foreach (var folder in new[] { "sorted", "unsorted" })
        {
            await page.GotoAsync("/Admin/Media");
            await Dashboard.ReadyAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "New folder" }).ClickAsync();
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(folder);
            await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
            await page.ArriveAsync($"**/Admin/Media?folder={folder}");
        }

        await page.GetByText("No files here yet.").WaitForAsync();
        await DropAsync(page, ("soup.jpg", "image/jpeg", await File.ReadAllBytesAsync(Picture("soup-for-forty.jpg"))), ("swift.jpg", "image/jpeg", await File.ReadAllBytesAsync(Picture("swift-map.jpg"))));
        var all = page.GetByRole(AriaRole.Checkbox, new() { Name = "Select this page" });
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^soup.jpg") }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^swift.jpg") }).WaitForAsync();
        await all.PressAsync(" ");
        await page.GetByText("2 selected").WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "Selected files");

        await page.GetByRole(AriaRole.Button, new() { Name = "Describe" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Picture 1 of 2" }).WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "Describe pictures");
        await page.GetByLabel("What it shows").FillAsync("A pot of soup");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save, next one" }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Picture 2 of 2" }).WaitForAsync();
        Assert.Equal("", await page.GetByLabel("What it shows").InputValueAsync());
        await page.GetByLabel("Decoration only, tells nothing").PressAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await all.PressAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).PressAsync("Enter");
        await page.GetByLabel("Move to").SelectOptionAsync("sorted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move 2 files" }).PressAsync("Enter");
        await page.GetByText("2 files are in ‘sorted’ now.").WaitForAsync();
        await page.GotoAsync("/Admin/Media?folder=sorted&kind=undescribed");
        await Dashboard.ReadyAsync(page);
        await page.GetByText("Nothing matches.").WaitForAsync();

        await page.GotoAsync("/Admin/Media?folder=sorted&view=list");
        await Dashboard.ReadyAsync(page);
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select soup.jpg" }).PressAsync(" ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete 1 file, really" }).PressAsync("Enter");
        await page.GetByText("1 file is deleted.").WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^soup.jpg") }).CountAsync());
        Assert.True(editor.Complaints.Count == 0, string.Join(Environment.NewLine, editor.Complaints));
    }

    [SkippableFact]
    public async Task A_picture_is_uploaded_in_the_picker_described_and_published_with_its_article()
    {
        await using var editor = await SignInAsync("/Admin/Contents/ContentTypes/Article/Create");
        var page = editor.Page;
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("A picture from the desk");
        await page.GetByLabel("Summary").FillAsync("With a picture from the desk.");
        await page.GetByLabel("Authors").FillAsync("hester");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hester Quayle", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose from the library" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("Upload").WaitForAsync();
        await page.Locator("dialog input[type=file]").SetInputFilesAsync(new FilePayload { Name = "from the desk.jpg", MimeType = "image/jpeg", Buffer = await File.ReadAllBytesAsync(Picture("the-salt-clerk.jpg")) });
        var description = page.GetByLabel("Description of from-the-desk.jpg");
        await description.WaitForAsync();
        var address = "/media/" + await page.Locator(".medium .small").First.InnerTextAsync();
        await page.GetByText(_saved).WaitForAsync();
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        Assert.Equal(404, (await reader.Page.Context.APIRequest.GetAsync(server.Url + address)).Status);

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { NameRegex = new("from-the-desk.jpg.*needs a description") }).ClickAsync();
        await page.Keyboard.TypeAsync("A clerk weighing salt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the site" }).WaitForAsync();

        await reader.Page.GotoAsync("/articles/a-picture-from-the-desk");
        await reader.Page.GetByRole(AriaRole.Img, new() { Name = "A clerk weighing salt" }).WaitForAsync();
        Assert.Equal(200, (await reader.Page.Context.APIRequest.GetAsync(server.Url + address)).Status);
        Assert.True(reader.Complaints.Count == 0, string.Join(Environment.NewLine, reader.Complaints));
        Assert.True(editor.Complaints.Count == 0, string.Join(Environment.NewLine, editor.Complaints));
    }

    [SkippableFact]
    public async Task A_focal_point_is_set_with_the_arrow_keys_and_stays()
    {
        await using var editor = await SignInAsync("/Admin/Media/Files/articles/how-to-read-a-street.jpg");
        var page = editor.Page;
        // The script that moves it has put it in its place.
        await page.Locator("[data-point][style]").WaitForAsync();
        var point = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Focal point") });
        await Assertions.Expect(point).ToHaveAccessibleNameAsync(new Regex("^Focal point: 50 % from the left"));
        await point.PressAsync("Shift+ArrowLeft");
        await point.PressAsync("ArrowUp");
        await page.GetByText("Saved.").WaitForAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Focal point: 40 % from the left, 49 % from the top") }).WaitForAsync();
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task A_file_is_replaced_at_its_address_and_the_page_shows_the_new_one()
    {
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        const string article = "/articles/soup-for-forty";
        await reader.Page.GotoAsync(article);
        var before = await reader.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Img).First.GetAttributeAsync("src");

        await using var editor = await SignInAsync("/Admin/Media/Files/articles/soup-for-forty.jpg");
        await editor.Page.Locator("input[type=file]").SetInputFilesAsync(Picture("month-of-tide.jpg"));
        await editor.Page.GetByText("Replaced.").WaitForAsync();
        await editor.Page.GetByText("1600 × 800").WaitForAsync();

        await reader.Page.GotoAsync(article);
        var after = await reader.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Img).First.GetAttributeAsync("src");
        Assert.NotEqual(before, after);
        Assert.Equal(before!.Split('?')[0], after!.Split('?')[0]);
        Assert.Empty(editor.Complaints);
    }

    [SkippableFact]
    public async Task Whoever_deletes_a_file_in_use_is_told_where_it_is_used()
    {
        await using var editor = await SignInAsync("/Admin/Media/Files/articles/learning-the-swifts.jpg");
        var page = editor.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Link, new() { NameRegex = new("swifts", RegexOptions.IgnoreCase) }).First.WaitForAsync();
        Assert.True(await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).IsDisabledAsync());
        await dialog.GetByLabel("Delete it all the same").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.ArriveAsync("**/Admin/Media?folder=articles");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^how-to-read-a-street.jpg") }).WaitForAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^learning-the-swifts.jpg") }).CountAsync());
        Assert.Empty(editor.Complaints);
    }

    [SkippableTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task No_dialog_of_the_library_is_in_anybodys_way(ColorScheme scheme, int width)
    {
        await using var editor = await SignInAsync("/Admin/Media", new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = editor.Page;
        var found = new List<string>();
        await page.GotoAsync("/Admin/Media/Files/articles/swift-map.jpg");
        await ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Crop" }).ClickAsync();
        await page.GetByRole(AriaRole.Img, new() { Name = "The whole picture" }).WaitForAsync();
        await CheckAsync("cropping");
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename or move" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").WaitForAsync();
        await CheckAsync("moving");
        await page.GotoAsync("/Admin/Contents/ContentTypes/Article/Create");
        await ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose from the library" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "soup-for-forty.jpg" }).WaitForAsync();
        await CheckAsync("the picker");
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(editor.Complaints);

        async Task CheckAsync(string where)
        {
            found.AddRange(await Axe.FindAsync(page, where));
            if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
            {
                found.Add($"{where} scrolls sideways at {width} pixels.");
            }
        }
    }

    // As a browser does when files are dropped from the desk.
    private static async Task DropAsync(IPage page, params (string Name, string Type, byte[] Content)[] files)
    {
        await page.EvaluateAsync("""
            files => {
              const data = new DataTransfer();
              for (const file of files) data.items.add(new File([Uint8Array.from(atob(file.content), c => c.charCodeAt(0))], file.name, { type: file.type }));
              const place = document.querySelector('[data-drop]');
              for (const kind of ['dragover', 'drop']) place.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """, files.Select(file => new { name = file.Name, type = file.Type, content = Convert.ToBase64String(file.Content) }).ToArray());
    }

    private static Task ReadyAsync(IPage page) => page.Locator(".shell[data-ready]").WaitForAsync();

    private async Task<Visitor> SignInAsync(string address, BrowserNewContextOptions? options = null)
    {
        var visitor = await browser.OpenAsync(server, options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await visitor.Page.GotoAsync(address);
        await visitor.Page.GetByLabel("User name or e-mail address").FillAsync(CmsApplication.AdminName);
        await visitor.Page.GetByLabel("Password").FillAsync(CmsApplication.AdminPassword);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await visitor.Page.ArriveAsync($"**{address}");
        await ReadyAsync(visitor.Page);
        return visitor;
    }
}
