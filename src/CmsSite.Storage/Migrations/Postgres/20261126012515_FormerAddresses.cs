using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FormerAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Backwards",
                table: "AutorouteIndex",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("""UPDATE "AutorouteIndex" SET "Backwards" = reverse("Path")""");

            migrationBuilder.CreateTable(
                name: "FormerAddress",
                columns: table => new
                {
                    Path = table.Column<string>(type: "text", nullable: false),
                    ContentItemId = table.Column<string>(type: "text", nullable: false),
                    ContainedContentItemId = table.Column<string>(type: "text", nullable: true),
                    SinceUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerAddress", x => x.Path);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AutorouteIndex_Backwards",
                table: "AutorouteIndex",
                column: "Backwards");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FormerAddress");

            migrationBuilder.DropIndex(
                name: "IX_AutorouteIndex_Backwards",
                table: "AutorouteIndex");

            migrationBuilder.DropColumn(
                name: "Backwards",
                table: "AutorouteIndex");
        }
    }
}
