using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Scheduling;

/// <summary>What is to happen to a version: only a draft can be published, only what is published can be archived.</summary>
public sealed class ScheduleIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        var publish = item.Published ? null : item.Attached(type, PublishLaterPartHandler.Part)?[PublishLaterPartHandler.Property].AsUtc();
        var archive = item.Published ? item.Attached(type, ArchiveLaterPartHandler.Part)?[ArchiveLaterPartHandler.Property].AsUtc() : null;
        if (publish is not null || archive is not null)
        {
            rows.Add(new ScheduleIndexRow { ContentItemId = item.ContentItemId, PublishUtc = publish, ArchiveUtc = archive });
        }
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => [.. type.SourceOf(PublishLaterPartHandler.Part), .. type.SourceOf(ArchiveLaterPartHandler.Part)];
}
