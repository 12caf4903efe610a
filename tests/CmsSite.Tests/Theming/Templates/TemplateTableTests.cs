using CmsSite.Storage;
using CmsSite.Tests.Theming.Liquid;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;
using CmsSite.Theming.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming.Templates;

public sealed class TemplateTableTests : IAsyncLifetime
{
    private const string Endless = "{% for a in (1..10000) %}{% for b in (1..10000) %}{% endfor %}{% endfor %}";
    private readonly string _theme = Directory.CreateTempSubdirectory("cmssite-theme-").FullName;
    private readonly ManualClock _clock = new();
    private LiquidSite _site = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_theme, "Views"));
        await WriteAsync("Box.liquid", "file {{ Model.Title }}");
        _site = await LiquidSite.CreateAsync(
            options => (options.ThemeFolder, options.IsDevelopment) = (_theme, true),
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.AddSingleton(new BuiltInTemplate("Box", new LiquidSiteFixture.Code((_, _) => "code")));
                services.AddSingleton(new BuiltInTemplate("Coded", new LiquidSiteFixture.Code((_, _) => "code")));
            });
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_theme, recursive: true);
    }

    [Fact]
    public async Task The_database_comes_before_the_theme_and_the_theme_before_code()
    {
        Assert.Equal("code", await RenderAsync("Coded"));
        Assert.Equal("file T", await RenderAsync("Box"));
        Assert.Equal("file T", await RenderAsync("BOX"));
        await StoreAsync("Box", "stored {{ Model.Title }}");
        Assert.Equal("stored T", await RenderAsync("box"));
        await _site.Session.DeleteAsync(SiteDocumentKinds.Template, "Box");
        await _site.Session.CommitAsync();
        Assert.Equal("file T", await RenderAsync("Box"));
        Assert.Null(Table().Find("Nowhere"));
    }

    [Fact]
    public async Task Templates_of_the_dashboard_do_not_count_on_the_site()
    {
        await _site.PutAsync(SiteDocumentKinds.AdminTemplate, "Box", """{ "Content": "admin" }""");
        Assert.Equal("file T", await RenderAsync("Box"));
        var table = Table();
        table.IsAdmin = true;
        Assert.Equal("admin", await RenderAsync("Box", table: table));
    }

    [Theory]
    [InlineData("{% if %}")]
    [InlineData("half {{ 1 | divided_by: 0 }}")]
    [InlineData(Endless)]
    [InlineData("{% include 'x' %}")]
    public async Task A_stored_template_that_fails_shows_its_last_good_version(string broken)
    {
        await StoreAsync("Box", "first {{ Model.Title }}");
        await StoreAsync("Box", "second {{ Model.Title }}");
        await StoreAsync("Box", broken);
        Assert.Equal("second T", await RenderAsync("Box"));
        await StoreAsync("Box", "{% also broken");
        Assert.Equal("second T", await RenderAsync("Box"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_stored_template_that_was_never_good_leaves_the_themes_file()
    {
        await StoreAsync("Box", "{% if %}");
        Assert.Equal("file T", await RenderAsync("Box"));
    }

    [Fact]
    public async Task What_fails_is_told_to_whoever_may_edit_templates_and_to_nobody_else()
    {
        await StoreAsync("Box", "line\n{{ 1 | divided_by: 0 }}");
        var visitor = _site.NewPage();
        await RenderAsync("Box", visitor);
        Assert.Empty(visitor.TemplateErrors);
        Assert.False(visitor.IsPersonal);
        var administrator = _site.NewPage(LiquidSite.ByAdministrator);
        Assert.Equal("file T", await RenderAsync("Box", administrator));
        Assert.StartsWith("Templates/Box, line 2, column 4: a number is divided by zero", Assert.Single(administrator.TemplateErrors), StringComparison.Ordinal);
        Assert.True(administrator.IsPersonal);
    }

    [Fact]
    public async Task A_template_that_fails_everywhere_leaves_nothing_and_the_page_goes_on()
    {
        await WriteAsync("Alone.liquid", "half {{ 1 | divided_by: 0 }}");
        await WriteAsync("Outer.liquid", "[{% shape 'Alone' %}]");
        _clock.Pass(ThemeFiles.CheckEvery);
        Assert.Equal("[]", await RenderAsync("Outer"));
    }

    [Fact]
    public async Task The_part_that_runs_away_is_stopped_not_the_page_around_it()
    {
        await WriteAsync("Runaway.liquid", Endless);
        await WriteAsync("Outer.liquid", "before {% shape 'Runaway' %}{% shape 'Runaway' %}{% shape 'Runaway' %}after");
        _clock.Pass(ThemeFiles.CheckEvery);
        var page = _site.NewPage(LiquidSite.ByAdministrator);
        Assert.Equal("before after", await RenderAsync("Outer", page));
        Assert.Contains("Runaway.liquid", Assert.Single(page.TemplateErrors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_that_shows_itself_ends()
    {
        await WriteAsync("Loop.liquid", "x{% shape 'Loop' %}");
        _clock.Pass(ThemeFiles.CheckEvery);
        var page = _site.NewPage(LiquidSite.ByAdministrator);
        Assert.Matches("^x+$", await RenderAsync("Loop", page));
        Assert.Contains(page.TemplateErrors, error => error.Contains("nested more than", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_view_that_loops_over_views_is_stopped_itself()
    {
        await WriteAsync("Small.liquid", "{% for i in (1..50) %}{{ i }}{% endfor %}");
        await WriteAsync("Many.liquid", "{% for a in (1..10000) %}{% shape 'Small' %}{% endfor %}");
        await WriteAsync("Outer.liquid", "[{% shape 'Many' %}]");
        _clock.Pass(ThemeFiles.CheckEvery);
        var page = _site.NewPage(LiquidSite.ByAdministrator);
        Assert.Equal("[]", await RenderAsync("Outer", page));
        Assert.Contains("Many.liquid", Assert.Single(page.TemplateErrors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_saved_view_is_used_at_the_next_look()
    {
        Assert.Equal("file T", await RenderAsync("Box"));
        var version = Files.Version;
        await WriteAsync("Box.liquid", "changed {{ Model.Title }}");
        await WriteAsync("New.liquid", "new");
        Assert.Equal("file T", await RenderAsync("Box"));
        Assert.True(ThemeFiles.CheckEvery < TimeSpan.FromMilliseconds(200));
        _clock.Pass(ThemeFiles.CheckEvery);
        Assert.Equal("changed T", await RenderAsync("Box"));
        Assert.Equal("new", await RenderAsync("New"));
        Assert.True(Files.Version > version);
        File.Delete(Path.Combine(_theme, "Views", "Box.liquid"));
        _clock.Pass(ThemeFiles.CheckEvery);
        Assert.Equal("code", await RenderAsync("Box"));
    }

    [Fact]
    public async Task A_view_saved_with_a_mistake_keeps_its_last_good_version()
    {
        await RenderAsync("Box");
        await WriteAsync("Box.liquid", "{% if %}");
        _clock.Pass(ThemeFiles.CheckEvery);
        var page = _site.NewPage(LiquidSite.ByAdministrator);
        Assert.Equal("file T", await RenderAsync("Box", page));
        Assert.Contains("Box.liquid, line 1", Assert.Single(page.TemplateErrors), StringComparison.Ordinal);
        foreach (var mistake in new[] { "{% if more mistakes %}", "{{ 1 | divided_by: 0 }}", "{% endif %}", "{{ 2 | divided_by: 0 }}" })
        {
            await WriteAsync("Box.liquid", mistake);
            _clock.Pass(ThemeFiles.CheckEvery);
            Assert.Equal("file T", await RenderAsync("Box"));
        }

        await WriteAsync("Box.liquid", "good");
        _clock.Pass(ThemeFiles.CheckEvery);
        Assert.Equal("good", await RenderAsync("Box"));
    }

    [Fact]
    public async Task Outside_of_development_files_are_read_once()
    {
        await using var site = await LiquidSite.CreateAsync(options => options.ThemeFolder = _theme, services => services.AddSingleton<TimeProvider>(_clock));
        site.Services.GetRequiredService<ThemeFiles>();
        await WriteAsync("Box.liquid", "changed");
        _clock.Pass(TimeSpan.FromHours(1));
        var output = new StringWriter();
        await site.Services.GetRequiredService<IShapeTemplates>().Find("Box")!.RenderAsync(new Shape("Box") { ["Title"] = "T" }, site.NewPage(), output);
        Assert.Equal("file T", output.ToString());
    }

    [Fact]
    public void The_themes_own_views_all_parse()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/CmsSite.Theme/Views"), "*.liquid", SearchOption.AllDirectories))
        {
            _site.Engine.Parse(Path.GetFileName(file), File.ReadAllText(file));
        }
    }

    private ThemeFiles Files => _site.Services.GetRequiredService<ThemeFiles>();

    // A request of its own: a table remembers what it found.
    private TemplateTable Table() => ActivatorUtilities.CreateInstance<TemplateTable>(_site.Services);

    private async Task<string> RenderAsync(string name, DisplayContext? page = null, TemplateTable? table = null)
    {
        using var output = new PooledWriter();
        await (table ?? Table()).Find(name)!.RenderAsync(new Shape(name) { ["Title"] = "T" }, page ?? _site.NewPage(), output);
        return output.ToString();
    }

    private Task StoreAsync(string name, string content) =>
        _site.PutAsync(SiteDocumentKinds.Template, name, new System.Text.Json.Nodes.JsonObject { ["Content"] = content }.ToJsonString());

    // Two saves within one tick of the file system's clock would look like none.
    private async Task WriteAsync(string file, string text)
    {
        var path = Path.Combine(_theme, "Views", file);
        var before = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : DateTime.MinValue;
        await File.WriteAllTextAsync(path, text);
        if (File.GetLastWriteTimeUtc(path) <= before)
        {
            File.SetLastWriteTimeUtc(path, before.AddSeconds(1));
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks = DateTime.UnixEpoch.AddYears(50).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => _ticks;
        public override DateTimeOffset GetUtcNow() => new(_ticks, TimeSpan.Zero);
        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
