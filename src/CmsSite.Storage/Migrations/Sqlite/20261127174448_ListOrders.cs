using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ListOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_Author_ModifiedUtc",
                table: "ContentItem",
                columns: new[] { "Latest", "Author", "ModifiedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_CreatedUtc",
                table: "ContentItem",
                columns: new[] { "Latest", "CreatedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_DisplayText",
                table: "ContentItem",
                columns: new[] { "Latest", "DisplayText" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItem_Latest_Owner_ModifiedUtc",
                table: "ContentItem",
                columns: new[] { "Latest", "Owner", "ModifiedUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItem_Latest_Author_ModifiedUtc",
                table: "ContentItem");

            migrationBuilder.DropIndex(
                name: "IX_ContentItem_Latest_CreatedUtc",
                table: "ContentItem");

            migrationBuilder.DropIndex(
                name: "IX_ContentItem_Latest_DisplayText",
                table: "ContentItem");

            migrationBuilder.DropIndex(
                name: "IX_ContentItem_Latest_Owner_ModifiedUtc",
                table: "ContentItem");
        }
    }
}
