using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SearchCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SearchCount",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Query = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Searches = table.Column<int>(type: "INTEGER", nullable: false),
                    Missed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchCount", x => new { x.Day, x.Query });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SearchCount_Query",
                table: "SearchCount",
                column: "Query");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SearchCount");
        }
    }
}
