/** What holds of every legal environment: one line for each rule that does not. */
import { POLICY_LEVELS, type PolicyLevel } from "../../components/platform/policy";
import { canonicalGraph } from "../../tools/plan/graph";
import { CATALOGUE } from "../../tools/policy/catalogue";
import type { Exemption } from "../../tools/policy/exemptions";
import { controlsOf, type ControlsReport } from "../../tools/policy/report";
import { staleIn } from "../../tools/policy/stale";
import { orderFailures } from "../order/check-rows";
import type { Environment } from "../order/environments";
import { planOf, type Subject } from "./planned";
import { recordOf } from "./program";
import { faultsOfWaits } from "./waits";

export async function faultsOfLegal(subject: Subject): Promise<readonly string[]> {
    const result = planOf(subject);
    if ("problems" in result) return result.problems.map(({ path, what }) => `refused: ${path}: ${what}`);
    const notices = result.notices.filter((text) => text.trim() === "" || text.includes("undefined"));
    const known = await recordOf(subject, "deterministic");
    const unknown = await recordOf(subject, "unknown");
    const graphs = { deterministic: known.graph, unknown: unknown.graph };
    return [
        ...notices.map((text) => `a notice says: ${text}`),
        ...known.problems.map((problem) => `deterministic: ${problem}`),
        ...unknown.problems.map((problem) => `unknown: ${problem}`),
        ...(canonicalGraph(known.graph).includes("$unknown")
            ? ["something is unknown where all is known"]
            : []),
        ...orderFailures(graphs),
        ...faultsOfWaits(result.plan.components, known.graph),
        ...POLICY_LEVELS.flatMap((level) => faultsOfControls(graphs, level)),
    ];
}

type Graphs = Environment["graphs"];

const TODAY = "2026-11-30";

/** Each control holds, or names what an exemption can let off; and it judges no worse what it does not know. */
function faultsOfControls({ deterministic, unknown }: Graphs, level: PolicyLevel): readonly string[] {
    const asked = { controls: CATALOGUE, exemptions: [], level };
    const found = controlsOf(deterministic, asked);
    const exemptions = exemptionsFrom(found);
    const exempted = controlsOf(deterministic, { ...asked, exemptions });
    const stale = staleIn(exemptions, [exempted], {
        stacks: [deterministic.stack],
        controls: CATALOGUE.map(({ id }) => id),
        today: TODAY,
    });
    const failed = failedIn(found);
    return [
        ...failedIn(exempted).map((id) => `${id} fails although all it found is exempt`),
        ...stale.map(({ path, what }) => `${path}: ${what}`),
        ...failedIn(controlsOf(unknown, asked))
            .filter((id) => !failed.includes(id))
            .map((id) => `${id} fails where values are not known`),
    ].map((fault) => `${fault} (level ${level})`);
}

function failedIn({ results }: ControlsReport): readonly string[] {
    return results.filter(({ outcome }) => outcome === "failed").map(({ control }) => control.id);
}

/** One for each control and component that breaks it, as a reviewer would write them. */
function exemptionsFrom({ results, stack }: ControlsReport): readonly Exemption[] {
    return results.flatMap(({ control, evidence }) => {
        const broken = evidence
            .filter(({ verdict }) => verdict === "broken")
            .map(({ component }) => component);
        return [...new Set(broken)].map((component) => ({
            control: control.id,
            component,
            environments: [stack],
            reason: "Drawn at random, and nobody deploys it.",
            owner: "tests",
            expires: TODAY,
        }));
    });
}
