/** Whether it fits: addresses as bars, quotas and pods as a table. */
import { markup, type Html, when } from "./html";
import { percent } from "./numbers";
import { linkTo, notesOf, table } from "./pieces";
import type { FitLevel, FitView, QuotaUse, SubnetUse } from "./views";

/** From here on it is said to be tight. */
const TIGHT = 0.8;

export function fitTab({ notes, quotas, subnets }: FitView, before: FitView | undefined): Html {
    const users = [...new Set(subnets.flatMap(({ uses }) => uses.map(({ by }) => by)))];
    const old = new Map((before?.subnets ?? []).map((one) => [`${one.zone} ${one.subnet}`, one]));
    return markup`<h3>Addresses</h3>
        <p class="legend">
            ${users.map((by, place) => markup`<span class="entry"><span class="key tone-${place % 6}"></span> ${by}</span>`)}
            <span class="entry"><span class="key reserved"></span> AWS's own</span>
            <span class="entry"><b class="mark usual"></b> as a rule</span>
            <span class="entry"><b class="mark limit"></b> 80 %</span>
        </p>
        <div class="bars">
            ${subnets.map((subnet) => bar(subnet, users, old.get(`${subnet.zone} ${subnet.subnet}`)))}
        </div>
        ${when(
            quotas.length > 0,
            () =>
                markup`<h3>Quotas</h3>
                    ${quotaTable(quotas, before?.quotas)}`,
        )}
        ${notesOf(notes)}`;
}

function takenOf({ reserved, uses }: SubnetUse): number {
    return uses.reduce((sum, { most }) => sum + most, reserved);
}

const LEVELS: { readonly [level in FitLevel]: string } = {
    fits: "",
    near: "tight at the most",
    over: "does not fit",
    unknown: "cannot be told",
};

function bar(subnet: SubnetUse, users: readonly string[], before: SubnetUse | undefined): Html {
    const { level, reserved, subnet: name, total, urn, uses, usual, zone } = subnet;
    const taken = takenOf(subnet);
    const full = Math.max(total, taken);
    const width = (n: number) => `${((n / full) * 100).toFixed(2)}%`;
    const asRule = usual === undefined || usual + reserved === taken ? undefined : usual + reserved;
    const said = [
        `${grouped(taken)} of ${grouped(total)}`,
        ...(asRule === undefined
            ? []
            : [`at most; as a rule ${grouped(asRule)} (${percent(asRule / total)})`]),
        ...(before === undefined || takenOf(before) === taken ? [] : [`before ${grouped(takenOf(before))}`]),
    ].join(" ");
    return markup`<div class="bar-row is-${level}">
<div class="bar-name">${urn === undefined ? name : linkTo(urn, name)} <span>${zone}</span></div>
<div class="bar" aria-hidden="true"><i class="reserved" style="width:${width(reserved)}"></i>${uses.map(({ by, most }) => markup`<i class="tone-${users.indexOf(by) % 6}" style="width:${width(most)}"></i>`)}<b class="limit" style="left:${width(total * TIGHT)}"></b>${when(asRule !== undefined, () => markup`<b class="usual" style="left:${width(asRule ?? 0)}"></b>`)}</div>
<div class="bar-value"><b>${percent(total === 0 ? 0 : taken / total)}</b> ${said}${when(LEVELS[level] !== "", () => markup` <em>${LEVELS[level]}</em>`)}<ul class="sr">${uses.map(({ by, most }) => markup`<li>${by}: at most ${most}</li>`)}</ul></div>
</div>`;
}

function grouped(amount: number): string {
    return amount.toLocaleString("en-US");
}

function quotaTable(quotas: readonly QuotaUse[], before: readonly QuotaUse[] | undefined): Html {
    const old = new Map((before ?? []).map(({ counted, of, quota }) => [`${quota} ${of}`, counted]));
    return table({
        caption: "What the plan makes or can make, against AWS's default quotas",
        head: [
            "quota",
            "of",
            "counted",
            "limit",
            "share",
            ...(before === undefined ? [] : ["before"]),
            "source",
        ],
        numbers: [2, 3, 4, ...(before === undefined ? [] : [5])],
        rows: [...quotas]
            .sort((a, b) => b.counted / b.limit - a.counted / a.limit)
            .map(({ counted, level, limit, of, quota, source }) => [
                markup`${quota}`,
                markup`${of}`,
                markup`${counted.toLocaleString("en-US")}`,
                markup`${limit.toLocaleString("en-US")}`,
                markup`<span class="level-${level}">${percent(counted / limit)}</span>`,
                ...(before === undefined
                    ? []
                    : [markup`${old.get(`${quota} ${of}`)?.toLocaleString("en-US") ?? "none"}`]),
                markup`${source}`,
            ]),
    });
}
