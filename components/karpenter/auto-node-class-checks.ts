/**
 * Everything EKS or EC2 would refuse of a NodeClass of Auto Mode, and what would keep its nodes from joining.
 * Source of all in this file, where no other is named: EKS User Guide, create-node-class, as of 2026.
 */
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import type { AutoNodeClassSpec } from "./auto-node-class";
import { checkNetworking } from "./auto-node-class-network";
import type { AutoNodeClassWords, AutoReservationTerm } from "./auto-node-class-schema";
import { checkIdentity } from "./node-class-identity";
import { checkRange } from "./node-class-network";
import {
    checkGroupTerms,
    checkSelectors,
    checkSubnetTerms,
    checkTagSelector,
    checkTerms,
} from "./node-class-selectors";
import { checkNodeTags } from "./node-class-tags";
import { checkRatio, TIB_PATTERN } from "./node-class-volumes";

type Spec = Pick<AutoNodeClassSpec, "nodeClass" | "proxy" | "region" | "tagRules" | "tags">;

/** Every rule a node class breaks; empty when all holds. */
export function checkAutoNodeClass(spec: Spec): Problem[] {
    const { nodeClass, region, tagRules, tags } = spec;
    const {
        advancedSecurity,
        capacityReservationSelectorTerms: reservations,
        certificateBundles = [],
    } = nodeClass;
    const { placementGroupSelector, securityGroupSelectorTerms, subnetSelectorTerms } = nodeClass;
    return [
        ...checkStorage("nodeClass.ephemeralStorage", nodeClass.ephemeralStorage ?? {}),
        ...checkSelectors(
            defined({ placementGroupSelector, securityGroupSelectorTerms, subnetSelectorTerms }),
        ),
        ...checkPods(nodeClass),
        ...(reservations === undefined ? [] : checkReservations(reservations)),
        ...checkNetworking(spec),
        ...checkFips(advancedSecurity?.fips, region),
        ...checkSysctl(
            "nodeClass.advancedCompute.kernel.sysctl",
            nodeClass.advancedCompute?.kernel.sysctl ?? {},
        ),
        ...checkBundles("nodeClass.certificateBundles", certificateBundles),
        ...checkIdentity(nodeClass),
        ...checkProfile(nodeClass.instanceProfile),
        ...checkNodeTags("tags", tags, { maker: "auto-mode", ...defined({ rules: tagRules }) }),
        ...checkNodeTags("nodeClass.tags", nodeClass.tags ?? {}, { maker: "auto-mode", others: tags }),
    ];
}

const SIZES = { Gi: { max: 59_000, gib: 1 }, G: { max: 64_000, gib: 1e9 / 2 ** 30 } } as const;

/** Undefined where EKS does not read it. */
function gibOf(size: string): number | undefined {
    if (TIB_PATTERN.test(size)) return Number(size.slice(0, -2)) * 1024;
    if (/^([1-9]|[1-5]\d|6[0-4])T$/.test(size)) return (Number(size.slice(0, -1)) * 1e12) / 2 ** 30;
    const [, amount = "", unit = ""] = /^([1-9]\d{0,4})(Gi?)$/.exec(size) ?? [];
    const known = unit === "Gi" || unit === "G" ? SIZES[unit] : undefined;
    return known === undefined || Number(amount) > known.max ? undefined : Number(amount) * known.gib;
}

function checkStorage(path: string, words: NonNullable<AutoNodeClassWords["ephemeralStorage"]>): Problem[] {
    const { iops, kmsKeyID, size = "80Gi", throughput } = words;
    const gib = gibOf(size);
    const performance = {
        gib,
        iops: iops ?? 3_000,
        throughput: throughput ?? 125,
        volumeType: "gp3",
    } as const;
    return [
        ...(gib === undefined
            ? [
                  {
                      path: `${path}.size`,
                      what: "not a size of this volume",
                      got: size,
                      remedy: "Write 1Gi to 59000Gi, 1G to 64000G, 1Ti to 58Ti or 1T to 64T",
                  },
              ]
            : []),
        ...checkRange(`${path}.iops`, iops, [3_000, 16_000]),
        ...checkRange(`${path}.throughput`, throughput, [125, 1_000]),
        ...checkRatio(`${path}.iops`, performance),
        ...(kmsKeyID === ""
            ? [{ path: `${path}.kmsKeyID`, what: "names no key", remedy: "Write it, or leave it out" }]
            : []),
    ];
}

/** A pod's subnet without a group of its own, or the other way round, EKS takes for neither. */
function checkPods({
    podSecurityGroupSelectorTerms: groups,
    podSubnetSelectorTerms: subnets,
}: AutoNodeClassWords): Problem[] {
    const [groupsPath, subnetsPath] = [
        "nodeClass.podSecurityGroupSelectorTerms",
        "nodeClass.podSubnetSelectorTerms",
    ];
    const missing = groups === undefined ? groupsPath : subnetsPath;
    return [
        ...((groups === undefined) === (subnets === undefined)
            ? []
            : [
                  {
                      path: missing,
                      what: "subnets and security groups of pods are set together",
                      remedy: "Add it, or remove the other",
                  },
              ]),
        ...checkSubnetTerms(subnetsPath, subnets),
        ...checkGroupTerms(groupsPath, groups),
    ];
}

/** Source: EKS User Guide, auto-odcr. */
function checkReservations(terms: readonly AutoReservationTerm[]): Problem[] {
    const path = "nodeClass.capacityReservationSelectorTerms";
    return [
        ...checkTerms(path, terms),
        ...terms.flatMap((term, index) => checkReservation(`${path}[${index}]`, term)),
    ];
}

function checkReservation(path: string, { id, owner, tags }: AutoReservationTerm): Problem[] {
    if ((id === undefined) === (tags === undefined)) {
        return [{ path, what: "a reservation is selected by id or by tags", remedy: "Give one of them" }];
    }
    if (id !== undefined && !/^cr-[0-9a-z]+$/.test(id)) {
        return [{ path: `${path}.id`, what: "not the id of a reservation", got: id, remedy: "Write cr-…" }];
    }
    if (id !== undefined && owner !== undefined) {
        return [
            {
                path: `${path}.owner`,
                what: "an id names a reservation by itself",
                got: owner,
                remedy: "Remove it",
            },
        ];
    }
    if (owner !== undefined && !/^\d{12}$/.test(owner)) {
        const remedy = "Write the twelve digits of an account";
        return [{ path: `${path}.owner`, what: "not an account", got: owner, remedy }];
    }
    return tags === undefined ? [] : checkTagSelector(`${path}.tags`, tags);
}

/** Source: EKS User Guide, auto-advanced-security, "Considerations". */
function checkFips(fips: boolean | undefined, region: string): Problem[] {
    if (fips !== true || /^(us|ca)-/.test(region)) return [];
    const what = `there is no image with validated cryptography in ${region}`;
    return [{ path: "nodeClass.advancedSecurity.fips", what, got: true, remedy: "Remove it" }];
}

/** Which parameters EKS takes is in no public source: names and texts are looked at, and the rest shows at `up`. */
function checkSysctl(path: string, parameters: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(parameters).flatMap(([name, value]): Problem[] => {
        if (!/^[a-z0-9_]+([./][A-Za-z0-9_-]+)+$/.test(name)) {
            return [
                {
                    path: `${path}.${name}`,
                    what: "not the name of a kernel parameter",
                    got: name,
                    remedy: "Write it as net.core.somaxconn",
                },
            ];
        }
        return value === ""
            ? [{ path: `${path}.${name}`, what: "says nothing", got: value, remedy: 'Write a text: "4096"' }]
            : [];
    });
}

type Bundle = NonNullable<AutoNodeClassWords["certificateBundles"]>[number];

/** Never echoed: what was pasted may be a key. */
function checkBundles(path: string, bundles: readonly Bundle[]): Problem[] {
    const names = bundles.map(({ name }) => name);
    return bundles.flatMap(({ data, name }, index) => [
        ...(name === "" || names.indexOf(name) < index
            ? [
                  {
                      path: `${path}[${index}].name`,
                      what: "not a name of its own",
                      got: name,
                      remedy: "Give each bundle another",
                  },
              ]
            : []),
        ...checkBundle(`${path}[${index}].data`, data),
    ]);
}

function checkBundle(path: string, data: string): Problem[] {
    const isBase64 = data !== "" && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data);
    const text = isBase64 ? Buffer.from(data, "base64").toString("utf8") : "";
    if (/PRIVATE KEY/.test(text) || /PRIVATE KEY/.test(data)) {
        return [
            {
                path,
                what: "a private key would be readable in every plan and on every node",
                remedy: "Give certificates alone",
            },
        ];
    }
    if (text.includes("-----BEGIN CERTIFICATE-----")) return [];
    return [
        {
            path,
            what: "not certificates in PEM, in base64",
            remedy: "Write the output of: base64 -w0 bundle.pem",
        },
    ];
}

function checkProfile(instanceProfile: string | undefined): Problem[] {
    if (instanceProfile === undefined || instanceProfile.startsWith("eks")) return [];
    const what = "EKS uses no instance profile of another name";
    return [
        {
            path: "nodeClass.instanceProfile",
            what,
            got: instanceProfile,
            remedy: "Let its name begin with eks",
        },
    ];
}
