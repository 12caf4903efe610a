using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ExternalLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LinkCheck",
                columns: table => new
                {
                    Address = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: false),
                    NextUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    AskedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Answer = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Accepted = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    IsBroken = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkCheck", x => x.Address);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LinkCheck_NextUtc",
                table: "LinkCheck",
                column: "NextUtc");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LinkCheck");
        }
    }
}
