/** What goes while an ignored input of something that stays still holds it: AWS refuses, now and at every `destroy`. */
import type { PlannedResource } from "../../plan/graph";
import type { Change } from "../change";
import type { Path } from "../compare";
import { parsePath, pathText } from "../paths";
import { type Around, isLost, named, type Risk } from "./risk";

/** Types that AWS deletes only when nothing uses them, and the inputs of a larger one that name them. */
const HELD: Readonly<Record<string, { readonly noun: string; readonly input: RegExp }>> = {
    "aws:ec2/securityGroup:SecurityGroup": { noun: "security group", input: /group/i },
    "aws:ec2/subnet:Subnet": { noun: "subnet", input: /subnet/i },
};

interface Holding {
    readonly lost: Change;
    /** The ignored input, as the program names it. */
    readonly path: string;
}

/** One risk for each resource that keeps something which goes. */
export function heldParts(around: Around): readonly Risk[] {
    return around.diff.head.resources.flatMap((holder): Risk[] => {
        const holdings = holdingsOf(holder, around);
        if (holdings.length === 0) return [];
        const parts = holdings.map(({ lost }) => named(HELD[lost.type]?.noun ?? "", lost)).join(", ");
        const paths = [...new Set(holdings.map(({ path }) => path))].join(", ");
        return [
            {
                kind: "update-fails",
                severity: "critical",
                urn: holder.urn,
                what: `The update fails: "${holder.name}" keeps ${parts}, which ${holdings.length === 1 ? "goes" : "go"}: ignoreChanges holds its ${paths}.`,
                why: "AWS deletes nothing that is in use, and by then what leads out of the subnet is gone: destroy hangs as well.",
                source: "EC2 API Reference, error codes, DependencyViolation; pulumi/pulumi pkg/resource/deploy/step_generator.go, processIgnoreChanges",
                remedy: "Move what holds it first, in an update of its own: docs/environments.md, Remove a zone",
            },
        ];
    });
}

/** What a resource still has of what goes, by its ignored inputs. */
export function holdingsOf(holder: PlannedResource, around: Around): readonly Holding[] {
    const before = around.changes.get(holder.urn)?.before ?? around.base.get(holder.urn);
    if (before === undefined) return [];
    return (holder.options.ignoreChanges ?? []).flatMap((text) => {
        const path = parsePath(text);
        return inputsAt(path, before)
            .flatMap((urn) => around.changes.get(urn) ?? [])
            .filter((lost) => isLost(lost) && HELD[lost.type] !== undefined && isNamedBy(lost, path))
            .map((lost) => ({ lost, path: pathText(path) }));
    });
}

/** The resources that the input at this path is made from. */
function inputsAt([input]: Path, { propertyDependencies }: PlannedResource): readonly string[] {
    if (input === "*") return [...new Set(Object.values(propertyDependencies).flat())];
    return propertyDependencies[String(input)] ?? [];
}

/** Of `vpcConfig.subnetIds` the subnets alone: what its other parts are made from is not held back. */
function isNamedBy({ type }: Change, path: Path): boolean {
    return path.length === 1 || HELD[type]?.input.test(pathText(path)) === true;
}
