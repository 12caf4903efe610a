using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CmsSite.Storage;

/// <summary>
/// The whole schema on one page. Reads use it directly; every change goes through <see cref="SiteSession"/>. One derived type a provider, because EF
/// Core keeps migrations by context type.
/// </summary>
public abstract class CmsDbContext(DbContextOptions options) : IdentityUserContext<CmsUser>(options)
{
    public DbSet<ContentItemRecord> ContentItems => Set<ContentItemRecord>();
    public DbSet<SiteDocumentRecord> Documents => Set<SiteDocumentRecord>();
    public DbSet<MediaFileRecord> MediaFiles => Set<MediaFileRecord>();
    public DbSet<SiteChange> Changes => Set<SiteChange>();
    public DbSet<FollowerPosition> Followers => Set<FollowerPosition>();
    public DbSet<Run> Runs => Set<Run>();
    public DbSet<FormerAddress> FormerAddresses => Set<FormerAddress>();
    public DbSet<UserSession> UserSessions => Set<UserSession>();
    public DbSet<DeletedItem> DeletedItems => Set<DeletedItem>();
    public DbSet<Review> Reviews => Set<Review>();
    public DbSet<ReviewNote> ReviewNotes => Set<ReviewNote>();
    public DbSet<PreviewLink> PreviewLinks => Set<PreviewLink>();
    public DbSet<SearchCount> SearchCounts => Set<SearchCount>();
    public DbSet<LinkCheck> LinkChecks => Set<LinkCheck>();

    public DbSet<AutorouteIndexRow> Autoroutes => Set<AutorouteIndexRow>();
    public DbSet<AliasIndexRow> Aliases => Set<AliasIndexRow>();
    public DbSet<ContainedIndexRow> Contained => Set<ContainedIndexRow>();
    public DbSet<TaxonomyIndexRow> Taxonomies => Set<TaxonomyIndexRow>();
    public DbSet<TermIndexRow> Terms => Set<TermIndexRow>();
    public DbSet<LayerMetadataIndexRow> LayerWidgets => Set<LayerMetadataIndexRow>();
    public DbSet<LocalizedIndexRow> Localized => Set<LocalizedIndexRow>();
    public DbSet<ScheduleIndexRow> Schedules => Set<ScheduleIndexRow>();
    public DbSet<LinkIndexRow> Links => Set<LinkIndexRow>();
    public DbSet<FieldIndexRow> Fields => Set<FieldIndexRow>();

    public DbSet<CommentIndexRow> Comments => Set<CommentIndexRow>();
    public DbSet<CommentSource> CommentSources => Set<CommentSource>();
    public DbSet<CommentAddress> CommentAddresses => Set<CommentAddress>();
    public DbSet<CommentWord> CommentWords => Set<CommentWord>();

    /// <summary>Another context on the same committed data, where this one can be asked nothing while it waits for an answer; null on SQLite, which answers at once.</summary>
    internal virtual CmsDbContext? Beside() => null;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        builder.Entity<ContentItemRecord>(item =>
        {
            item.ToTable("ContentItem");
            item.Property(i => i.Id).ValueGeneratedNever();
            item.Property(i => i.ContentItemId).HasMaxLength(64);
            item.Property(i => i.ContentItemVersionId).HasMaxLength(64);
            item.Property(i => i.ContentType).HasMaxLength(255);
            item.HasIndex(i => i.ContentItemVersionId).IsUnique();
            item.HasIndex(i => new { i.ContentItemId, i.Published, i.Latest });
            item.HasIndex(i => new { i.ContentType, i.Published, i.PublishedUtc });
            item.HasIndex(i => new { i.ContentType, i.Published, i.CreatedUtc });
            item.HasIndex(i => new { i.Latest, i.ContentType, i.ModifiedUtc });
            item.HasIndex(i => new { i.Latest, i.ModifiedUtc });
            item.HasIndex(i => new { i.Latest, i.Published, i.ModifiedUtc });
            item.HasIndex(i => new { i.Latest, i.CreatedUtc });
            if (Database.IsSqlite())
            {
                // PostgreSQL takes no value into an index that is longer than a third of a page, and a title may be.
                item.HasIndex(i => new { i.Latest, i.DisplayText });
            }

            item.HasIndex(i => new { i.Latest, i.Owner, i.ModifiedUtc });
            item.HasIndex(i => new { i.Latest, i.Author, i.ModifiedUtc });
            item.HasIndex(i => new { i.Published, i.PublishedUtc });
            item.HasIndex(i => i.Owner);
            // Counted by triggers: what this program read a moment ago must not be written over it.
            item.Property(i => i.CommentCount).HasDefaultValue(0).ValueGeneratedNever().Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        });
        builder.Entity<SiteDocumentRecord>(document =>
        {
            document.ToTable("SiteDocument").HasKey(d => new { d.Kind, d.Name });
            document.Property(d => d.Kind).HasMaxLength(100);
            document.Property(d => d.Name).HasMaxLength(400);
            document.Property(d => d.Version).IsConcurrencyToken();
        });
        builder.Entity<MediaFileRecord>(file =>
        {
            file.ToTable("MediaFile").HasKey(f => f.Path);
            file.Property(f => f.Path).HasMaxLength(400);
            file.Property(f => f.Folder).HasMaxLength(400);
            file.HasIndex(f => f.Hash);
            file.HasIndex(f => new { f.Folder, f.Path });
            file.HasIndex(f => new { f.Folder, f.ModifiedUtc });
            file.HasIndex(f => f.ModifiedUtc);
        });
        builder.Entity<SiteChange>(change =>
        {
            change.ToTable("SiteChange").HasKey(c => c.Number);
            change.Property(c => c.Number).ValueGeneratedNever();
            change.Property(c => c.Kind).HasMaxLength(100);
            change.Property(c => c.Subject).HasMaxLength(400);
            change.HasIndex(c => new { c.Kind, c.Subject, c.Number });
            change.HasIndex(c => c.RunId);
            // The audit trail: by kind, by person, from a day on.
            change.HasIndex(c => new { c.Kind, c.Number });
            change.HasIndex(c => new { c.Who, c.Number });
            change.HasIndex(c => c.WhenUtc);
        });
        builder.Entity<FollowerPosition>().ToTable("Follower").HasKey(f => f.Name);
        builder.Entity<Run>().ToTable("Run");
        builder.Entity<FormerAddress>().ToTable("FormerAddress").HasKey(a => a.Path);
        builder.Entity<DeletedItem>(item =>
        {
            item.ToTable("DeletedItem").HasKey(i => i.ContentItemId);
            item.Property(i => i.ContentItemId).HasMaxLength(64);
            item.HasIndex(i => new { i.DeletedUtc, i.ContentItemId });
        });
        builder.Entity<Review>(review =>
        {
            review.ToTable("Review").HasKey(r => r.ContentItemId);
            review.Property(r => r.ContentItemId).HasMaxLength(64);
            review.Property(r => r.State).HasMaxLength(20);
            review.HasIndex(r => new { r.State, r.SinceUtc });
        });
        builder.Entity<ReviewNote>(note =>
        {
            note.ToTable("ReviewNote");
            note.Property(n => n.ContentItemId).HasMaxLength(64);
            note.Property(n => n.State).HasMaxLength(20);
            note.HasIndex(n => new { n.ContentItemId, n.Id });
        });
        builder.Entity<PreviewLink>(link =>
        {
            link.ToTable("PreviewLink");
            link.Property(l => l.Id).HasMaxLength(64);
            link.HasIndex(l => l.VersionId);
            link.HasIndex(l => l.ContentItemId);
            link.HasIndex(l => l.ExpiresUtc);
        });
        builder.Entity<SearchCount>(count =>
        {
            count.ToTable("SearchCount").HasKey(c => new { c.Day, c.Query });
            count.Property(c => c.Query).HasMaxLength(SearchCount.LongestQuery);
            count.HasIndex(c => c.Query);
        });
        builder.Entity<LinkCheck>(check =>
        {
            check.ToTable("LinkCheck").HasKey(c => c.Address);
            check.Property(c => c.Address).HasMaxLength(LinkCheck.LongestAddress);
            check.Property(c => c.Answer).HasMaxLength(20);
            check.Property(c => c.Accepted).HasMaxLength(20);
            check.HasIndex(c => c.NextUtc);
        });
        builder.Entity<CmsUser>(user =>
        {
            user.Property(u => u.Id).HasMaxLength(64);
            user.HasMany<IdentityUserPasskey<string>>().WithOne().HasForeignKey(passkey => passkey.UserId).IsRequired();
        });
        builder.Entity<UserSession>(session =>
        {
            session.ToTable("UserSession");
            session.Property(s => s.Id).HasMaxLength(64);
            session.Property(s => s.UserId).HasMaxLength(64);
            session.HasOne<CmsUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        // Identity adds passkeys to the model only where the host's options ask for them; the schema must not depend on who makes the context.
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("AspNetUserPasskeys").HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
        });

        Index<AutorouteIndexRow>(builder, "AutorouteIndex", row =>
        {
            row.HasIndex(r => r.Path);
            row.HasIndex(r => r.Backwards);
            row.HasIndex(r => r.ContentItemId);
            row.HasIndex(r => r.ContainedContentItemId);
        });
        Index<AliasIndexRow>(builder, "AliasIndex", row => row.HasIndex(r => r.Alias));
        Index<ContainedIndexRow>(builder, "ContainedIndex", row => row.HasIndex(r => new { r.ListContentItemId, r.Order }));
        Index<TaxonomyIndexRow>(builder, "TaxonomyTermIndex", row =>
        {
            row.HasIndex(r => new { r.TermContentItemId, r.DocumentId });
            row.HasIndex(r => r.ContentItemId);
        });
        Index<TermIndexRow>(builder, "TermIndex", row => row.HasIndex(r => r.TermContentItemId));
        Index<LayerMetadataIndexRow>(builder, "LayerWidgetIndex", _ => { });
        Index<LocalizedIndexRow>(builder, "LocalizedIndex", row => row.HasIndex(r => new { r.LocalizationSet, r.Culture }));
        Index<ScheduleIndexRow>(builder, "ScheduleIndex", row =>
        {
            row.HasIndex(r => r.PublishUtc);
            row.HasIndex(r => r.ArchiveUtc);
        });
        Index<LinkIndexRow>(builder, "LinkIndex", row =>
        {
            row.Property(r => r.ContentItemId).HasMaxLength(64);
            row.Property(r => r.TargetContentItemId).HasMaxLength(64);
            row.Property(r => r.Path).HasMaxLength(800);
            row.HasIndex(r => r.ContentItemId);
            row.HasIndex(r => r.TargetContentItemId);
            row.HasIndex(r => r.Path);
            row.HasIndex(r => new { r.IsBroken, r.Id });
        });
        Index<FieldIndexRow>(builder, "FieldIndex", row =>
        {
            row.Property(r => r.FieldType).HasMaxLength(100);
            row.HasIndex(r => new { r.FieldType, r.Value });
        });
        AddComments(builder);
    }

    private void AddComments(ModelBuilder builder)
    {
        Index<CommentIndexRow>(builder, "CommentIndex", row =>
        {
            row.Property(r => r.ContentItemId).HasMaxLength(64);
            row.Property(r => r.ArticleId).HasMaxLength(64);
            row.Property(r => r.ParentId).HasMaxLength(64);
            // Compared by their bytes on every server, whatever its language.
            var (root, place) = (row.Property(r => r.RootPlace).HasMaxLength(100), row.Property(r => r.Place).HasMaxLength(100));
            if (Database.IsNpgsql())
            {
                root.UseCollation("C");
                place.UseCollation("C");
            }

            row.HasIndex(r => new { r.ArticleId, r.State, r.RootPlace, r.Place });
            row.HasIndex(r => new { r.State, r.CreatedUtc, r.DocumentId });
            row.HasIndex(r => r.ContentItemId);
            row.HasIndex(r => r.ParentId);
        });
        builder.Entity<CommentSource>(source =>
        {
            source.ToTable("CommentSource").HasKey(s => s.ContentItemId);
            source.Property(s => s.ContentItemId).HasMaxLength(64);
            source.Property(s => s.EmailKey).HasMaxLength(64);
            source.Property(s => s.Network).HasMaxLength(64);
            source.Property(s => s.Fingerprint).HasMaxLength(64);
            source.Property(s => s.UserId).HasMaxLength(64);
            source.HasIndex(s => s.EmailKey);
            source.HasIndex(s => new { s.Network, s.ReceivedUtc });
            source.HasIndex(s => s.Fingerprint);
            source.HasIndex(s => s.RunId);
        });
        builder.Entity<CommentAddress>(address =>
        {
            address.ToTable("CommentAddress").HasKey(a => a.EmailKey);
            address.Property(a => a.EmailKey).HasMaxLength(64);
        });
        builder.Entity<CommentWord>(word =>
        {
            word.ToTable("CommentWord").HasKey(w => w.Word);
            word.Property(w => w.Word).HasMaxLength(80);
        });
    }

    private static void Index<T>(ModelBuilder builder, string table, Action<Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T>> configure)
        where T : ContentIndexRow
    {
        builder.Entity<T>(row =>
        {
            row.ToTable(table);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasOne<ContentItemRecord>().WithMany().HasForeignKey(r => r.DocumentId).OnDelete(DeleteBehavior.Cascade);
            row.HasIndex(r => r.DocumentId);
            configure(row);
        });
    }

    // SQLite keeps no kind with a date, and PostgreSQL refuses any kind but UTC: every date in the database is UTC, and says so when read.
    internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

public sealed class SqliteCmsDbContext(DbContextOptions<SqliteCmsDbContext> options) : CmsDbContext(options);

public sealed class PostgresCmsDbContext(DbContextOptions<PostgresCmsDbContext> options) : CmsDbContext(options)
{
    internal override CmsDbContext Beside() => new PostgresCmsDbContext(options);
}
