// `cordon install` and `cordon ci` with the npm of this machine. With npm 11 and npm 12: test/npms.registry.test.ts.
import { installTrials } from '../support/npm-trials.ts'

const cli = process.env.NPM_CLI ?? ''
installTrials('npm', () => cli, process.env.WHOLE === '1')
