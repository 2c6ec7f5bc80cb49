/** Controllers that leave, for the tests of risks. */
import type { Case } from "./case";
import type { Sketch } from "./world";

function release(chart: string, name = `chart-${chart}-release`): Sketch {
    return { type: "kubernetes:helm.sh/v3:Release", name, inputs: { chart } };
}

function addon(addonName: string): Sketch {
    return { type: "aws:eks/addon:Addon", name: `addon-${addonName}-addon`, inputs: { addonName } };
}

export const CONTROLLER_CASES: readonly Case[] = [
    {
        title: "a chart that goes before objects it answers",
        given: { keda: release("keda") },
        risks: [
            'high | objects-stay | chart-keda-release | Chart "chart-keda-release" goes before what it answers: ScaledObjects and ScaledJobs of KEDA.',
        ],
        change: { keda: undefined },
    },
    {
        title: "a chart that comes back under another name",
        given: { keda: release("keda") },
        risks: [],
        change: { keda: undefined, other: release("keda", "keda") },
    },
    {
        title: "an add-on that goes before claims it answers",
        given: { driver: addon("aws-efs-csi-driver") },
        risks: [
            'high | objects-stay | addon-aws-efs-csi-driver-addon | Add-on "addon-aws-efs-csi-driver-addon" goes before what it answers: Claims whose volumes are access points of EFS.',
        ],
        change: { driver: undefined },
    },
    {
        title: "a chart and an add-on that answer nothing",
        given: { hello: release("hello"), metrics: addon("kube-state-metrics") },
        risks: [],
        change: { hello: undefined, metrics: undefined },
    },
    {
        title: "a chart of no row that says what it leaves",
        given: {
            component: {
                type: "platform:charts:Chart",
                name: "chart-contour",
                inputs: { leaves: ["Ingress: load balancers"] },
            },
            contour: { ...release("contour"), parent: "component" },
        },
        risks: [
            'high | objects-stay | chart-contour-release | Chart "chart-contour-release" goes before what it answers: Objects of contour: Ingress.',
        ],
        change: { component: undefined, contour: undefined },
    },
];
