import assert from "node:assert/strict";

import { dueDays, remindOfDays } from "../../../tools/deploy/calendar";
import { fakeGithub, linesOf } from "../comment/fake-github";

const RUN = "https://github.test/acme/kit/actions/runs/1";
const LIST = "GET /repos/acme/kit/issues?state=all&creator=github-actions%5Bbot%5D&per_page=100";
const OPEN = "POST /repos/acme/kit/issues";
const CLOSE = "PATCH /repos/acme/kit/issues/7";
const BOT = { login: "github-actions[bot]" };

const ENTRY = {
    id: "kubernetes/control-plane/standard",
    day: "2027-03-27",
    daysLeft: 60,
    what: "EKS 1.35 leaves standard support",
    why: "Upgrade it before.",
    source: "endoflife.date",
    cost: { usdHour: 0.5, usdMonth: 365 },
};

const reports = (...entries: readonly object[]) => [{ stack: "dev", entries }];

const MARKER = (notice: number) =>
    `<!-- eks-platform-kit: calendar dev%2Fkubernetes%2Fcontrol%2Dplane%2Fstandard%2F2027%2D03%2D27%2F${notice} -->`;

async function remind(found: unknown, issues: readonly object[] = []) {
    const fake = fakeGithub({ [LIST]: issues, [OPEN]: {}, [CLOSE]: {} });
    const said = await remindOfDays({ api: fake.api, repository: "acme/kit", reports: found, run: RUN });
    return { said, lines: linesOf(fake), body: fake.asked.at(-1)?.body };
}

describe("notices of days that come", () => {
    it("are due at 60, 30 and 7 days, the nearest one alone, and no more once the day is over", () => {
        const noticeAt = (daysLeft: number) =>
            dueDays(reports({ ...ENTRY, daysLeft })).map(({ notice }) => notice);
        assert.deepEqual([61, 60, 31, 30, 8, 7, 0, -1].map(noticeAt), [
            [],
            [60],
            [60],
            [30],
            [30],
            [7],
            [7],
            [],
        ]);
    });

    it("are an issue each, with what it is and what it costs", async () => {
        const { body, lines, said } = await remind(reports(ENTRY));
        assert.deepEqual(said, [
            "Opened: dev: EKS 1.35 leaves standard support on 2027-03-27 (60 days ahead).",
        ]);
        assert.deepEqual(lines, [LIST, OPEN]);
        assert.deepEqual(body, {
            title: "dev: EKS 1.35 leaves standard support on 2027-03-27 (60 days ahead)",
            body: [
                MARKER(60),
                "EKS 1.35 leaves standard support: 60 days are left, 2027-03-27 is the last.",
                "",
                "Upgrade it before.",
                "",
                "From the day after it costs 0.50 USD an hour more, 365.00 a month.",
                "",
                "Source: endoflife.date. `npm run plan -- calendar dev` shows it among the others.",
                "",
                `[The run](${RUN}).`,
            ].join("\n"),
        });
    });

    it("are opened once, also when somebody has closed the issue", async () => {
        for (const state of ["open", "closed"]) {
            const there = { number: 7, body: `${MARKER(60)}\nold`, state, user: BOT };
            const { lines, said } = await remind(reports({ ...ENTRY, daysLeft: 45 }), [there]);
            assert.deepEqual([lines, said], [[LIST], ["No day is near that has no issue."]]);
        }
    });

    it("are opened anew when the day comes nearer, and the one before is closed", async () => {
        const there = { number: 7, body: `${MARKER(60)}\nold`, state: "open", user: BOT };
        const { body, lines, said } = await remind(reports({ ...ENTRY, daysLeft: 30 }), [there]);
        assert.deepEqual(lines, [LIST, OPEN, CLOSE]);
        assert.equal(said.length, 2);
        assert.deepEqual(body, {
            body: `${MARKER(60)}\nA nearer notice was opened, the day has come, or it is no longer in the calendar.\n\n[The run](${RUN}).`,
            state: "closed",
            state_reason: "completed",
        });
    });

    it("are closed once the day is gone from the calendar", async () => {
        const there = { number: 7, body: `${MARKER(7)}\nold`, state: "open", user: BOT };
        assert.deepEqual((await remind(reports(), [there])).said, ["Closed issue 7."]);
        // Once: what is closed is left alone from then on.
        assert.deepEqual((await remind(reports(), [{ ...there, state: "closed" }])).lines, [LIST]);
    });

    it("are neither others' issues nor pull requests", async () => {
        const open = { number: 7, body: `${MARKER(60)}\nold`, state: "open", user: BOT };
        for (const other of [
            { ...open, user: { login: "someone" } },
            { ...open, pull_request: {} },
            { ...open, body: "<!-- eks-platform-kit: drift -->" },
        ]) {
            assert.deepEqual((await remind(reports(ENTRY), [other])).lines, [LIST, OPEN]);
        }
    });

    it("let no name end the comment that marks them", async () => {
        const { body } = await remind(reports({ ...ENTRY, id: "shape/a --> b" }));
        const [first = ""] = (body as { body: string }).body.split("\n");
        assert.equal(first.indexOf("-->"), first.length - 3);
    });
});
