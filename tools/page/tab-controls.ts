/** Controls as `npm run plan -- controls` judges them. */
import { OUTCOMES } from "../policy/report";
import { type Html, markup, when } from "./html";
import { linkTo, notesOf, table } from "./pieces";
import type { ControlsView, ControlView } from "./views";

const STATES = {
    failed: "does not hold",
    unknown: "not known yet",
    exempt: "exempt",
    passed: "holds",
    "not applicable": "not applicable",
} as const;

const LOOKS = {
    failed: "broken",
    unknown: "absent",
    exempt: "absent",
    passed: "holds",
    "not applicable": "absent",
} as const;

export function controlsTab(view: ControlsView, before: ControlsView | undefined): Html {
    const { benchmarks, controls, counts, level } = view;
    const old = new Map((before?.controls ?? []).map(({ id, state }) => [id, state]));
    const known = OUTCOMES.filter((outcome) => counts[outcome] > 0);
    return markup`<div class="figures">
            ${known.map((outcome) => markup`<div class="figure"><b>${counts[outcome]}</b><span>${STATES[outcome]}</span></div>`)}
        </div>
        <p>
            Asked as of level ${level}. <code>npm run plan -- controls --map</code> has every row of the
            benchmarks, with its evidence or with who knows what no plan can.
        </p>
        ${notesOf(benchmarks.map(({ summary, title }) => `${title}: ${summary}`))}
        ${table({
            caption: "Controls, and their evidence in the plan",
            head: ["control", "state", ...(before === undefined ? [] : ["before"]), "evidence", "answers"],
            numbers: [],
            kind: "controls",
            rows: controls.map((control) => [
                markup`${control.id} ${control.title} <span class="quiet">${control.means}</span>`,
                markup`<span class="state is-${LOOKS[control.state]}">${STATES[control.state]}</span>`,
                ...(before === undefined ? [] : [wasOf(control, old.get(control.id))]),
                evidenceOf(control),
                markup`<span class="quiet">${control.rows.join(", ")}</span>`,
            ]),
        })}`;
}

/** A control that the base did not know was not asked. */
function wasOf({ state }: ControlView, was: ControlView["state"] | undefined): Html {
    if (was === undefined) return markup`<span class="quiet">not asked</span>`;
    return was === state ? markup`<span class="quiet">the same</span>` : markup`${STATES[was]}`;
}

function evidenceOf({ evidence, further, note }: ControlView): Html {
    return markup`${evidence.map(({ name, said, urn }) => markup`<span class="evidence">${linkTo(urn, name)}${said === "" ? undefined : markup` <code>${said}</code>`}</span>`)}${when(further > 0, () => markup`<span class="quiet">and ${further} more</span>`)}${when(note !== undefined, () => markup`<span class="evidence">${note}</span>`)}`;
}
