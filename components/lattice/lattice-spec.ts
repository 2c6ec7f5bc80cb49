/** A VPC in a service network of VPC Lattice: what is refused of it, and what a reader of the plan is told. Pure. */
import { type Problem, whenGiven } from "../shared/problems";
import type { LatticeSettings, LatticeWords } from "./lattice-schema";

export interface LatticeSpec extends LatticeWords {
    readonly clusterName: string;
    /** What the settings name. Without it the check refuses. */
    readonly lattice?: LatticeSettings;
}

/** What the network is called, or its id. */
export function networkNameOf({ clusterName, serviceNetwork }: LatticeSpec): string {
    return serviceNetwork.kind === "own" ? (serviceNetwork.name ?? clusterName) : "";
}

/** Everything VPC Lattice would refuse. Arguments left out are not looked at. */
export function checkLattice(spec: Partial<LatticeSpec>): Problem[] {
    const { callers = [], lattice, serviceNetwork } = spec;
    return [
        ...(lattice === undefined
            ? [
                  {
                      path: "lattice",
                      what: "services answer callers whose addresses are of AWS's prefix list, and none is named",
                      remedy: "Name it: { prefixLists: [pl-…] }, of com.amazonaws.<region>.vpc-lattice",
                  },
              ]
            : []),
        ...(lattice === undefined || serviceNetwork === undefined
            ? []
            : checkNetwork(lattice, serviceNetwork)),
        ...(serviceNetwork?.kind === "own"
            ? whenGiven(spec, ["clusterName", "serviceNetwork"], ({ clusterName }) =>
                  checkName(serviceNetwork.name ?? clusterName),
              )
            : []),
        ...checkTwice("lattice.prefixLists", lattice?.prefixLists ?? []),
        ...callers.flatMap((got, index) =>
            /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/.test(got)
                ? []
                : [
                      {
                          path: `callers[${index}]`,
                          what: "not the id of a security group",
                          got,
                          remedy: "Write sg- and its digits, as EC2 shows it",
                      },
                  ],
        ),
        ...(callers.length > 5
            ? [
                  {
                      path: "callers",
                      what: "VPC Lattice takes five security groups",
                      got: callers.length,
                      remedy: "Name five at most",
                  },
              ]
            : []),
    ];
}

function checkNetwork(
    { serviceNetwork: named }: LatticeSettings,
    serviceNetwork: LatticeSpec["serviceNetwork"],
): Problem[] {
    const path = "lattice.serviceNetwork";
    if (serviceNetwork.kind === "existing" && named === undefined) {
        const remedy = "Name it: sn-…, or its ARN where it is another account's";
        return [{ path, what: "the service network is somebody else's, and none is named", remedy }];
    }
    if (serviceNetwork.kind === "existing" || named === undefined) return [];
    const remedy = 'Remove it, or write serviceNetwork: { kind: "existing" } in the shape';
    return [{ path, what: "the kit makes a service network of its own here", got: named, remedy }];
}

/** Source: VPC Lattice API Reference, CreateServiceNetwork, name. */
function checkName(name: string): Problem[] {
    if (/^(?!servicenetwork-)(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]{3,63}$/.test(name)) return [];
    return [
        {
            path: "serviceNetwork.name",
            what: "not a name that VPC Lattice takes",
            got: name,
            remedy: "Write three to 63 small letters, digits and single hyphens",
        },
    ];
}

function checkTwice(path: string, values: readonly string[]): Problem[] {
    return values.flatMap((got, index) => {
        const first = values.indexOf(got);
        if (first === index) return [];
        return [
            { path: `${path}[${index}]`, what: `named at [${first}] already`, got, remedy: "Name each once" },
        ];
    });
}

export function decisionsOfLattice(spec: LatticeSpec): Record<string, string | string[]> {
    const { callers = [], lattice, serviceNetwork } = spec;
    return {
        callers: callers.length === 0 ? "everything in the VPC" : [...callers],
        prefixLists: [...(lattice?.prefixLists ?? [])],
        serviceNetwork:
            serviceNetwork.kind === "own"
                ? `${networkNameOf(spec)}, ${serviceNetwork.auth ?? "AWS_IAM"}`
                : (lattice?.serviceNetwork ?? "none"),
    };
}

/** What whoever writes Gateways has to know. */
export function noticesOfLattice(spec: Partial<LatticeSpec>): string[] {
    const { serviceNetwork } = spec;
    if (serviceNetwork?.kind !== "own" || (serviceNetwork.auth ?? "AWS_IAM") === "NONE") return [];
    return [
        "Services of the service network answer nobody before a policy lets callers in: auth AWS_IAM, with an IAMAuthPolicy or one of VPC Lattice's",
    ];
}
