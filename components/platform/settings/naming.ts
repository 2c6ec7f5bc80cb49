/** What of `pulumi:autonaming` cannot hold with what the kit builds, and what the organisation's prefix asks of it. */
import {
    AUTONAMING_KEY,
    type Autonaming,
    autonamingOf,
    autonamingSchema,
    isRandom,
    parsedJson,
    type PlacedNaming,
    unknownExpression,
} from "../../shared/autonaming";
import type { Problem } from "../../shared/problems";
import type { RawConfig } from "./keys";

/** The kit's own way, with room for the prefix: what every remedy shows. */
function suggested(prefix: string): string {
    return `"${prefix}\${name}-\${hex(7)}"`;
}

/**
 * Every fault of the naming, as the engine would find it or because the plan or the kit could not keep to it.
 * @param prefix what names in AWS begin with; undefined where that cannot be read, and so nothing is asked of it
 */
export function checkNaming(raw: RawConfig, prefix: string | undefined): Problem[] {
    const text = raw.config[AUTONAMING_KEY];
    if (text === undefined) return prefix === undefined || prefix === "" ? [] : [noPrefix(prefix)];
    if (raw.secretKeys.includes(AUTONAMING_KEY)) return [secret()];
    const parsed = autonamingSchema.safeParse(parsedJson(text));
    if (parsed.data === undefined) {
        return parsed.error.issues.map((issue) => ({
            path: pathOf(issue.path.map(String)),
            what: `not what Pulumi takes: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`,
            remedy: "Write mode, or pattern and enforce; providers by name, in them resources by type",
        }));
    }
    const autonaming = autonamingOf(parsed.data, raw);
    const places = [
        autonaming.everywhere,
        ...autonaming.providers.values(),
        ...autonaming.resources.values(),
    ];
    const alone = places.flatMap((place) => checkPlace(place));
    // A name that cannot be made at all need not begin with anything.
    return alone.length > 0 || prefix === undefined ? alone : checkBeginnings(autonaming, prefix);
}

function checkPlace(place: PlacedNaming): Problem[] {
    const form = checkForm(place);
    return form.length > 0 ? form : checkRule(place);
}

/** What the engine takes at one place. */
function checkForm({ path, written: { enforce, mode, pattern } }: PlacedNaming): Problem[] {
    const where = { path: pathOf(path) };
    if (mode !== undefined && (pattern !== undefined || enforce !== undefined)) {
        const what = "Pulumi takes mode, or pattern and enforce, not both";
        return [{ ...where, what, got: mode, remedy: "Keep one of them" }];
    }
    const asked = enforce !== undefined || (mode === undefined && path.includes("resources"));
    if (pattern !== undefined || !asked) return [];
    return [{ ...where, what: "there is no pattern", remedy: `Add pattern: ${suggested("")}` }];
}

/** Whether every component can live with the names of one place, and the plan can know them. */
function checkRule({ path, rule, written: { pattern } }: PlacedNaming): Problem[] {
    const where = { path: pathOf([...path, pattern === undefined ? "mode" : "pattern"]) };
    const remedy = `Write pattern: ${suggested("")}`;
    if (rule.kind === "default") return [];
    if (rule.kind === "disabled") {
        const what = "the components leave names to Pulumi, so each of their resources would be refused";
        return [{ ...where, what, got: "disabled", remedy: `Remove it. ${remedy} for names of your own` }];
    }
    if (rule.kind === "verbatim" || !isRandom(rule.pattern)) {
        const what =
            "without anything random in it a name cannot stand beside itself: two environments of an account would share it, and Pulumi would delete before it makes";
        return [{ ...where, what, got: pattern ?? "verbatim", remedy }];
    }
    const unknown = unknownExpression(rule.pattern);
    if (unknown === undefined) return [];
    const what = `${unknown} stands for nothing that is known without Pulumi's backend`;
    const known =
        "${name}, ${project}, ${stack}, ${hex(7)}, ${alphanum(7)}, ${string(7)}, ${num(7)} and ${uuid}";
    return [{ ...where, what, got: pattern ?? "", remedy: `Use ${known}` }];
}

/**
 * The deploy role may make and change what the kit's names begin with (bootstrap/policies/scopes.ts), so whatever
 * stands before them is the organisation's prefix, and nothing else.
 */
function checkBeginnings({ everywhere, providers, resources }: Autonaming, prefix: string): Problem[] {
    const ofAws = [...resources.values()].filter(({ path }) => path[1] === "aws");
    return [providers.get("aws") ?? everywhere, ...ofAws].flatMap(({ path, rule, written }) => {
        if (rule.kind !== "pattern")
            return prefix === "" ? [] : [{ ...noPrefix(prefix), path: pathOf(path) }];
        if (rule.pattern.startsWith(`${prefix}\${name}`)) return [];
        const [before = "", ...rest] = rule.pattern.split("${name}");
        const where = { path: pathOf([...path, "pattern"]), got: written.pattern ?? "" };
        if (rest.length === 0) {
            const what = "without ${name} nobody could tell an environment's resources apart";
            return [{ ...where, what, remedy: `Write ${suggested(prefix)}` }];
        }
        const what =
            prefix === ""
                ? "what stands before ${name} is a prefix, and the deploy role's rights go by how names begin"
                : `names in AWS would not begin with platform:organisation.namePrefix, which is ${prefix}`;
        const remedy =
            prefix === ""
                ? `Write platform:organisation.namePrefix: "${before}"`
                : `Write ${suggested(prefix)}, with more of your own behind the name`;
        return [{ ...where, what, remedy }];
    });
}

function noPrefix(prefix: string): Problem {
    return {
        path: AUTONAMING_KEY,
        what: `names in AWS would not begin with platform:organisation.namePrefix, which is ${prefix}`,
        remedy: `Write ${AUTONAMING_KEY}: { providers: { aws: { pattern: ${suggested(prefix)} } } }`,
    };
}

function secret(): Problem {
    return {
        path: AUTONAMING_KEY,
        what: "encrypted, so the plan without credentials could not name anything",
        remedy: "Write it in plain",
    };
}

function pathOf(path: readonly string[]): string {
    const parts = path.map((part) => (part.includes(":") ? `["${part}"]` : `.${part}`));
    return `${AUTONAMING_KEY}${parts.join("")}`;
}
