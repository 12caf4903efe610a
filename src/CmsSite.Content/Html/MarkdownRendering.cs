using Markdig;
using Markdig.Extensions.MediaLinks;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace CmsSite.Content.Html;

/// <summary>Markdown as HTML, with Markdig's advanced extensions and without raw HTML, as Orchard's default is. The outcome is sanitised. Safe to call from many threads.</summary>
public static class MarkdownRendering
{
    private static readonly MarkdownPipeline _pipeline = CreatePipeline();
    private static readonly TextMemo _memo = new(Render);

    public static string ToHtml(string markdown) => string.IsNullOrWhiteSpace(markdown) ? "" : _memo.Get(markdown);

    private static string Render(string markdown) => HtmlSanitizing.Sanitize(Markdig.Markdown.ToHtml(markdown, _pipeline));

    private static MarkdownPipeline CreatePipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml();
        // Players of other sites are frames, which sanitising would drop without a trace.
        builder.Extensions.RemoveAll(extension => extension is MediaLinkExtension);
        builder.Extensions.Add(new TaskListsAsText());
        return builder.Build();
    }

    // A task list's check box is a form element; its state is what a reader needs.
    private sealed class TaskListsAsText : IMarkdownExtension
    {
        public void Setup(MarkdownPipelineBuilder pipeline)
        {
        }

        public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) =>
            ((HtmlRenderer)renderer).ObjectRenderers.ReplaceOrAdd<HtmlTaskListRenderer>(new TaskRenderer());
    }

    private sealed class TaskRenderer : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList task) => renderer.Write(task.Checked ? "☑" : "☐");
    }
}
