// Plants every fault that is known to be caught, and prints what came of each: npm run faults.
//
// Exit code 0: each was caught, and no caller was affected. 1: not so, or something failed.
// 2: wrong use. 130: interrupted.

