using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TermsByItem : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_TaxonomyTermIndex_TermContentItemId",
                table: "TaxonomyTermIndex");

            migrationBuilder.CreateIndex(
                name: "IX_TaxonomyTermIndex_ContentItemId",
                table: "TaxonomyTermIndex",
                column: "ContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_TaxonomyTermIndex_TermContentItemId_DocumentId",
                table: "TaxonomyTermIndex",
                columns: new[] { "TermContentItemId", "DocumentId" });

            migrationBuilder.Sql("DROP VIEW IF EXISTS ContentItemIndex");
            migrationBuilder.Sql(OrchardViews.Create(postgres: false).First());
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_TaxonomyTermIndex_ContentItemId",
                table: "TaxonomyTermIndex");

            migrationBuilder.DropIndex(
                name: "IX_TaxonomyTermIndex_TermContentItemId_DocumentId",
                table: "TaxonomyTermIndex");

            migrationBuilder.CreateIndex(
                name: "IX_TaxonomyTermIndex_TermContentItemId",
                table: "TaxonomyTermIndex",
                column: "TermContentItemId");
        }
    }
}
