using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MediaFolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Folder",
                table: "MediaFile",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "IsPrivate",
                table: "MediaFile",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Metadata",
                table: "MediaFile",
                type: "TEXT",
                nullable: true);

            // What is before the last slash: all that is none is cut from the end, then the slash.
            migrationBuilder.Sql("""UPDATE "MediaFile" SET "Folder" = rtrim(rtrim("Path", replace("Path", '/', '')), '/') WHERE "Path" LIKE '%/%'""");

            // Each of these folders and those above it, as the library keeps them from now on.
            migrationBuilder.Sql("""
                WITH RECURSIVE folder(path) AS (
                    SELECT DISTINCT CAST("Folder" AS text) FROM "MediaFile" WHERE "Folder" <> ''
                    UNION SELECT rtrim(rtrim(path, replace(path, '/', '')), '/') FROM folder WHERE path LIKE '%/%')
                INSERT INTO "SiteDocument" ("Kind", "Name", "Json", "Version") SELECT 'MediaFolder', path, '{}', 1 FROM folder
                """);

            // Which files the items use is read from them when the site is opened next (MediaUsageRows).
            migrationBuilder.Sql("""INSERT INTO "Follower" ("Name", "Position") SELECT 'media-usage-missing', 0 WHERE EXISTS (SELECT 1 FROM "ContentItem")""");

            migrationBuilder.CreateIndex(
                name: "IX_MediaFile_Folder_ModifiedUtc",
                table: "MediaFile",
                columns: new[] { "Folder", "ModifiedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_MediaFile_Folder_Path",
                table: "MediaFile",
                columns: new[] { "Folder", "Path" });

            migrationBuilder.CreateIndex(
                name: "IX_MediaFile_ModifiedUtc",
                table: "MediaFile",
                column: "ModifiedUtc");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_MediaFile_Folder_ModifiedUtc",
                table: "MediaFile");

            migrationBuilder.DropIndex(
                name: "IX_MediaFile_Folder_Path",
                table: "MediaFile");

            migrationBuilder.DropIndex(
                name: "IX_MediaFile_ModifiedUtc",
                table: "MediaFile");

            migrationBuilder.DropColumn(
                name: "Folder",
                table: "MediaFile");

            migrationBuilder.DropColumn(
                name: "IsPrivate",
                table: "MediaFile");

            migrationBuilder.DropColumn(
                name: "Metadata",
                table: "MediaFile");
        }
    }
}
