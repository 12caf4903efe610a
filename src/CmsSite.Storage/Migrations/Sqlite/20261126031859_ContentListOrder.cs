using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ContentListOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_ModifiedUtc",
                table: "ContentItem",
                columns: new[] { "Latest", "ModifiedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_Published_ModifiedUtc",
                table: "ContentItem",
                columns: new[] { "Latest", "Published", "ModifiedUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItem_Latest_ModifiedUtc",
                table: "ContentItem");

            migrationBuilder.DropIndex(
                name: "IX_ContentItem_Latest_Published_ModifiedUtc",
                table: "ContentItem");
        }
    }
}
